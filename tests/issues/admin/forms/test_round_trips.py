"""The commonest day: open, change one field, save, open again, twice in a row, for every form of the office."""

import pytest
from django.urls import reverse

from hospitals.models import Hospital
from issues.document.kinds import entry_kinds
from issues.editing.placement import place
from issues.models import Deadlines, Entry, MailChoice, Masthead, entry_model
from issues.roles import READER
from papers.models import Journal
from policies.models import IssuingBody, PolicyDocument
from tests.cast import PASSWORD
from tests.rendered import rendered_form, save

pytestmark = pytest.mark.django_db

KINDS = [kind.key for kind in entry_kinds()]
CHANGED = {"notice": "text"}
"""The field that the test changes, where it is not the title."""


def change(row) -> str:
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])


def an_entry(kind: str) -> Entry:
    (model,) = [entry_model(entry_type) for entry_type in entry_kinds() if entry_type.key == kind]
    return model.objects.first()


def saved_twice(browser, row, field: str) -> None:
    for words in ("第一次改的", "第二次改的"):
        answer = save(browser, change(row), **{field: words})
        assert answer.status_code == 302, answer.content.decode()
        row.refresh_from_db()
        assert getattr(row, field) == words
    again = rendered_form(browser.get(change(row)))
    assert again[field] == ["第二次改的"]


@pytest.mark.parametrize("kind", KINDS)
def test_entry_of_an_issue_is_saved_twice_in_a_row(kind, editor, at_desk, draft):
    entry = an_entry(kind)
    home = entry.section
    saved_twice(at_desk(editor), entry, CHANGED.get(kind, "title"))
    assert entry.section == home


@pytest.mark.parametrize("kind", KINDS)
def test_entry_of_the_pool_is_saved_twice_in_a_row(kind, editor, at_desk, draft):
    entry = an_entry(kind)
    place([entry], None)
    saved_twice(at_desk(editor), entry, CHANGED.get(kind, "title"))
    assert entry.section is None


@pytest.mark.parametrize("kind", KINDS)
def test_entry_goes_from_the_pool_into_an_issue_and_back_by_its_form(kind, editor, at_desk, draft):
    entry, browser = an_entry(kind), at_desk(editor)
    home = entry.section
    place([entry], None)
    for section in (home, None):
        assert save(browser, change(entry), placement=str(section.pk) if section else "").status_code == 302
        entry.refresh_from_db()
        assert entry.section == section


@pytest.mark.parametrize("is_part", [False, True])
def test_heading_of_a_section_is_saved_twice_in_a_row(is_part, editor, at_desk, draft):
    section = draft.sections.filter(parent__isnull=not is_part).last()
    saved_twice(at_desk(editor), section, "title")
    saved_twice(at_desk(editor), section, "intro")


def test_masthead_of_an_issue_is_saved_twice_in_a_row(editor, at_desk, draft):
    saved_twice(at_desk(editor), draft, "title")


RECORDS = {
    Hospital: "name",
    Journal: "remarks",
    IssuingBody: "name",
    PolicyDocument: "title",
}


@pytest.mark.parametrize("model", RECORDS)
def test_record_is_saved_twice_in_a_row(model, editor, at_desk):
    name = "title" if model is PolicyDocument else "name"
    saved_twice(at_desk(editor), model.objects.create(**{name: "望澜"}), RECORDS[model])


def test_account_is_saved_twice_in_a_row(administrator, at_desk, reader):
    saved_twice(at_desk(administrator), reader, "username")
    assert reader.check_password(PASSWORD)
    assert [group.name for group in reader.groups.all()] == [READER]


def test_defaults_are_saved_twice_in_a_row(administrator, at_desk):
    masthead, browser = Masthead.current(), at_desk(administrator)
    saved_twice(browser, masthead, "title")
    sections = masthead.sections.count()
    for words in ("第一次改的", "第二次改的"):
        assert save(browser, change(masthead), **{"sections-0-title": words}).status_code == 302
        assert [row.title for row in masthead.sections.all()].count(words) == 1
    assert masthead.sections.count() == sections


def test_deadlines_are_saved_twice_in_a_row(editor, at_desk, draft):
    address = reverse("admin:issues_issue_deadlines", args=[draft.pk])
    for day in ("2026-03-01", "2026-03-02"):
        assert save(at_desk(editor), address, button="submit_by", submit_by=day).status_code == 302
        assert str(Deadlines.objects.get(issue=draft).submit_by) == day


def test_choice_of_mail_is_saved_twice_in_a_row(editor, at_desk):
    address = reverse("mail_choice")
    for when in (MailChoice.When.NEVER, MailChoice.When.DAILY):
        assert save(at_desk(editor), address, button="when", when=when).status_code == 302
        assert MailChoice.of(editor) == when
