"""Numbers, dates and lists beyond what anybody means end in a refusal that says so, on every database."""

import json

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from issues.document.dumping import dumps
from issues.document.errors import InvalidDocument
from issues.editing.storing import begin_issue, store
from issues.importing.uploads import read_upload
from issues.models import Issue, Masthead, Section
from papers.models import Notice
from policies.models import PolicyItem
from tests import factories
from tests.rendered import save

pytestmark = pytest.mark.django_db

HUGE = 10**30
LARGEST = [2**31 - 1, 2**31, 2**63 - 1, 2**63, HUGE]


def change(row) -> str:
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])


def errors(answer) -> str:
    assert answer.status_code == 200
    return str(answer.context["adminform"].form.errors)


@pytest.mark.parametrize("number", [0, -1, 100_000, *LARGEST])
def test_number_of_an_issue_is_one_that_an_issue_has(draft, at_desk, editor, number):
    assert "number" in errors(save(at_desk(editor), change(draft), number=str(number)))
    assert begin_issue().number == draft.number + 1


@pytest.mark.parametrize("number", [100_000, *LARGEST])
def test_number_in_a_file_is_one_that_an_issue_has(db, number):
    payload = json.loads(dumps(factories.document(), read_annex=lambda sha256: b"")) | {"number": number}
    with pytest.raises(InvalidDocument, match=r"期号应从 1 起|应在 0 到"):
        read_upload(json.dumps(payload).encode(), "a.json")


@pytest.mark.parametrize("year", [0, 32_768, 99_999, *LARGEST])
def test_year_of_a_notice_is_one_of_a_calendar(draft, at_desk, editor, year):
    notice = Notice.objects.get()
    assert "year" in errors(save(at_desk(editor), change(notice), year=str(year)))
    payload = json.loads(dumps(factories.document(70), read_annex=lambda sha256: b""))
    payload["sections"][2]["parts"][1]["entries"][0]["year"] = year
    with pytest.raises(InvalidDocument, match="应在"):
        store(read_upload(json.dumps(payload).encode(), "a.json").document)


@pytest.mark.parametrize("position", [-1, *LARGEST])
def test_position_in_a_list_is_bounded(db, at_desk, administrator, position):
    masthead = Masthead.current()
    answer = save(at_desk(administrator), change(masthead), **{"sections-0-position": str(position)})
    assert answer.status_code == 200
    assert "请修正" in answer.content.decode() or "errorlist" in answer.content.decode()


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_first_and_last_day_of_the_calendar_break_no_page(draft, at_desk, editor, day):
    browser = at_desk(editor)
    assert save(browser, change(draft), date=day).status_code == 302
    due = reverse("admin:issues_issue_deadlines", args=[draft.pk])
    page = browser.get(due)
    assert page.status_code == 200
    save(browser, due, button=next(iter(_buttons(page))), **dict.fromkeys(_dates(page), day))
    for address in ("change", "review", "preview"):
        assert browser.get(reverse(f"admin:issues_issue_{address}", args=[draft.pk])).status_code == 200
    assert browser.get("/admin/").status_code == 200
    call_command("run_due")


def _buttons(page):
    return [name for name in ("_save", "save", "submit_by") if f'name="{name}"' in page.content.decode()]


def _dates(page):
    return [name for name in ("submit_by", "review_by") if f'name="{name}"' in page.content.decode()]


def test_name_longer_than_a_line_is_refused(draft, at_desk, editor):
    item = PolicyItem.objects.first()
    answer = save(at_desk(editor), change(item), issuing_bodies=["局" * 501, "甲局"])
    assert "超过 500 字" in errors(answer)


@pytest.mark.parametrize(
    "page", ["review", "preview", "deadlines", "preview_pdf", "delete", "history", "change"]
)
@pytest.mark.parametrize("pk", [0, *LARGEST])
def test_page_of_no_issue_is_not_found(draft, at_desk, editor, page, pk):
    answer = at_desk(editor).get(reverse(f"admin:issues_issue_{page}", args=[pk]))
    assert answer.status_code in (302, 404)


@pytest.mark.parametrize("number", LARGEST)
def test_places_below_an_issue_that_are_none_are_not_found(draft, at_desk, editor, number):
    browser = at_desk(editor)
    for page in ("pool", "edition_pdf"):
        assert browser.get(reverse(f"admin:issues_issue_{page}", args=[draft.pk, number])).status_code == 404
    for page in ("submit", "publish"):
        act = reverse("admin:issues_issue_workflow", args=[number, page])
        assert browser.post(act, {"seen": number}).status_code == 404
    section = Section.objects.filter(issue=draft, parent=None).first()
    posted = {"section": number, "title": "一", "up": number, "uid": "x", "seen": number, "kind": "x"}
    for page in ("arrange", "move", "pooled", "add_section", "move_section", "add_part"):
        answer = browser.post(reverse(f"admin:issues_issue_{page}", args=[draft.pk]), posted)
        assert answer.status_code < 500
    assert Section.objects.filter(pk=section.pk).exists()


@pytest.mark.parametrize("page", ["", "?p=99999999999999999999", "?o=99.-99.x", "?all=", "?e=1"])
def test_lists_take_any_page(draft, at_desk, editor, page):
    browser = at_desk(editor)
    for kind in ("policies/policyitem", "issues/issue", "hospitals/hospital", "issues/transition"):
        assert browser.get(f"/admin/{kind}/{page}").status_code in (200, 302)


@pytest.mark.parametrize(
    "value", ["\\000", "a\\000b", "%00", "\ud800".encode("utf-8", "surrogatepass").decode("latin-1")]
)
def test_cookies_of_somebodys_own_making_are_no_error(client, value):
    for name in ("sessionid", "csrftoken", "messages"):
        answer = client.get("/admin/", HTTP_COOKIE=f'{name}="aaaaaaaaaaaaaaaa{value}"')
        assert answer.status_code < 500


@pytest.mark.parametrize("number", [0, -1, *LARGEST])
@pytest.mark.parametrize(
    "command", [("export_issue", "--format", "txt", "-o", "-"), ("transition", "submit", "--by", "editor")]
)
def test_commands_refuse_a_number_of_no_issue(editor, command, number):
    name, *more = command
    with pytest.raises(CommandError):
        call_command(name, str(number), *more)


def test_texts_longer_than_their_columns_are_refused(draft, at_desk, editor):
    browser, item = at_desk(editor), PolicyItem.objects.first()
    for field, text in (
        ("title", "长" * 501),
        ("document_number", "长" * 501),
        ("source_url", f"https://x.cn/{'a' * 500}"),
    ):
        assert field in errors(save(browser, change(item), **{field: text}))
    act = reverse("admin:issues_issue_add_part", args=[draft.pk])
    section = Section.objects.get(issue=draft, kind="papers", parent=None)
    assert browser.post(act, {"section": section.pk, "title": "长" * 600}).status_code < 500


def test_more_fields_than_anybody_fills_in_are_refused_with_a_word(draft, at_desk, editor):
    answer = at_desk(editor).post(change(draft), {f"f{n}": "" for n in range(1200)})
    assert (answer.status_code, "内容太多" in answer.content.decode()) == (400, True)
    assert Issue.objects.get(pk=draft.pk).is_editable
