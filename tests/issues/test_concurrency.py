"""Two people at once, on real connections: one goes first, the other hears of it."""

import pytest
from django.test import Client

from issues.actor import acting_as
from issues.editing import imports
from issues.editing.building import build_document
from issues.editing.ordering import arrange
from issues.editing.placement import Misplaced, place
from issues.editing.restoring import restore_deleted
from issues.models import EntryRevision, ImportedFile, Issue, Section, Transition
from issues.models.bases.content_lock import ContentLocked
from issues.workflow import transitions
from policies.models import PolicyItem
from tests import factories
from tests.issues.concurrently import concurrently
from tests.issues.editing.test_imports import TEXT

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


@pytest.mark.parametrize("round_", range(5))
def test_an_approval_and_an_edit_never_both_succeed(round_, editor, reviewer):
    issue = factories.issue_of(factories.document(), editor)
    factories.carry(issue, ("submit", editor))
    seen, digest = issue.version, build_document(issue).digest

    def recall_and_edit():
        with acting_as(editor):
            transitions.perform(Issue.objects.get(pk=issue.pk), "recall", by=editor, seen=seen)
            item = PolicyItem.objects.first()
            item.title = "抢在审核之前的改动"
            item.save()

    approved, edited = concurrently(
        lambda: transitions.perform(Issue.objects.get(pk=issue.pk), "approve", by=reviewer, seen=seen),
        recall_and_edit,
    )
    issue.refresh_from_db()
    assert [isinstance(o, transitions.Stale | ContentLocked) for o in (approved, edited)].count(True) == 1
    if issue.status == "approved":
        assert issue.approved_digest == build_document(issue).digest == digest
    else:
        assert (issue.status, issue.approved_digest) == ("draft", "")
        assert build_document(issue).digest != digest


def test_two_submissions_make_one_record(editor, second_editor):
    issue = factories.issue_of(factories.document(), editor)
    outcomes = concurrently(
        *(
            lambda who=who: transitions.perform(
                Issue.objects.get(pk=issue.pk), "submit", by=who, seen=issue.version
            )
            for who in (editor, second_editor)
        )
    )
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["Stale", "Transition"]
    assert Transition.objects.count() == 1


def test_edits_at_once_all_count(editor, second_editor):
    issue = factories.issue_of(factories.document())
    version = issue.version

    def save_as(who, pk):
        with acting_as(who):
            PolicyItem.objects.get(pk=pk).save()

    first, second = PolicyItem.objects.values_list("pk", flat=True)
    outcomes = concurrently(lambda: save_as(editor, first), lambda: save_as(second_editor, second))
    issue.refresh_from_db()
    assert outcomes == [None, None]
    assert sorted(issue.revised_by) == sorted([editor.pk, second_editor.pk])
    assert issue.version == version + 2


def test_two_tabs_that_confirm_at_once_make_one_issue(editor):
    imported = imports.start_import("第21期.txt", TEXT.encode(), by=editor)
    outcomes = concurrently(*[lambda: imports.confirm_import(ImportedFile.objects.get(pk=imported.pk))] * 2)
    assert outcomes == [Issue.objects.get()] * 2


def test_two_files_with_one_number_make_one_issue(editor, second_editor):
    files = [imports.start_import("第21期.txt", TEXT.encode(), by=who) for who in (editor, second_editor)]
    outcomes = concurrently(*[lambda file=file: imports.confirm_import(file) for file in files])
    assert sorted(map(str, outcomes)) == ["已有第21期，请换一个期号", "第21期"]
    assert Issue.objects.count() == 1


@pytest.fixture
def section(issue) -> Section:
    return Section.objects.get(kind="policies")


def adding(user, section, title):
    """The form for a new entry, sent by this person."""

    def add():
        client = Client()
        client.force_login(user)
        values = {"title": title, "body_html": "<p>文</p>", "placement": section.pk}
        return client.post("/admin/policies/policyitem/add/", values).status_code

    return add


def arranging(section, uids):
    return lambda: arrange(Issue.objects.get(pk=section.issue_id), section, uids)


def standing_in(section) -> list[str]:
    return list(
        PolicyItem.objects.filter(section=section).order_by("position", "pk").values_list("title", flat=True)
    )


@pytest.mark.parametrize("round_", range(3))
def test_two_entries_added_at_once_both_stand_in_the_section(round_, section, editor, second_editor):
    before = standing_in(section)
    outcomes = concurrently(adding(editor, section, "甲加的"), adding(second_editor, section, "乙加的"))
    assert outcomes == [302, 302]
    assert standing_in(section)[:2] == before
    assert sorted(standing_in(section)[2:]) == ["乙加的", "甲加的"]
    positions = PolicyItem.objects.filter(section=section).values_list("position", flat=True)
    assert len(set(positions)) == 4
    assert EntryRevision.objects.filter(heading__in=["甲加的", "乙加的"], change="created").count() == 2


@pytest.mark.parametrize("round_", range(3))
def test_entry_added_while_others_are_arranged_is_not_lost(round_, section, editor):
    first, second = PolicyItem.objects.filter(section=section).order_by("position")
    outcomes = concurrently(adding(editor, section, "新加的"), arranging(section, [second.uid, first.uid]))
    assert outcomes == [302, None]
    assert standing_in(section) == [second.title, first.title, "新加的"]


@pytest.mark.parametrize("round_", range(3))
def test_two_orders_at_once_leave_one_of_them(round_, section):
    uids = list(PolicyItem.objects.filter(section=section).order_by("position").values_list("uid", flat=True))
    assert concurrently(arranging(section, uids), arranging(section, uids[::-1])) == [None, None]
    rows = PolicyItem.objects.filter(section=section).order_by("position")
    assert list(rows.values_list("uid", flat=True)) in (uids, uids[::-1])
    assert sorted(rows.values_list("position", flat=True)) == [1, 2]


@pytest.mark.parametrize("round_", range(3))
def test_entry_moved_to_the_pool_while_arranged_is_in_one_place(round_, section, editor):
    first, second = PolicyItem.objects.filter(section=section).order_by("position")

    def to_the_pool():
        with acting_as(editor):
            place([PolicyItem.objects.get(pk=first.pk)], None)

    moved, arranged = concurrently(to_the_pool, arranging(section, [second.uid, first.uid]))
    assert moved is None
    assert arranged is None or isinstance(arranged, Misplaced)
    assert standing_in(section) == [second.title]
    assert PolicyItem.objects.get(pk=first.pk).section is None
    assert [r.standing for r in EntryRevision.objects.of(first.uid)] == ["素材库", "第7期 · 政策热点"]


def test_deleted_entry_comes_back_once_for_two_who_ask(editor, second_editor, issue):
    item = PolicyItem.objects.first()
    item.delete()
    row = EntryRevision.objects.of(item.uid)[0]

    def back(user):
        with acting_as(user):
            return restore_deleted(row)

    outcomes = concurrently(lambda: back(editor), lambda: back(second_editor))
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["PolicyItem", "Unrestorable"]
    assert PolicyItem.objects.filter(uid=item.uid).count() == 1
