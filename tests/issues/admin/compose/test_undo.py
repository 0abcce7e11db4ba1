"""撤销: what was done to the arrangement of an issue is taken back, unless something else was done since."""

import pytest
from django.contrib.admin.models import LogEntry

from hospitals.models import HospitalNewsLink
from issues.document import as_json
from issues.editing.arrangement import Arrangement
from issues.editing.building import build_document as compose_document
from papers.models import JournalAbstract
from policies.models import PolicyItem
from tests import factories
from tests.issues.admin.pages import act, compose, messages_of, undo_button

pytestmark = pytest.mark.django_db


def content(issue):
    return as_json(compose_document(issue))


def undo(browser, response):
    """As the button in the message does it."""
    return browser.post(*undo_button(messages_of(response)[-1]))


def move(browser, issue):
    return browser.post(act(issue, "move"), {"down": str(PolicyItem.objects.order_by("position")[0].uid)})


def pool(browser, issue):
    return browser.post(act(issue, "pooled"), {"uid": str(PolicyItem.objects.order_by("position")[0].uid)})


def move_section(browser, issue):
    return browser.post(act(issue, "move_section"), {"down": issue.sections.get(kind="policies").pk})


def remove_section(kind):
    def remove(browser, issue):
        section = issue.sections.get(kind=kind, parent=None)
        return browser.post(f"/admin/issues/section/{section.pk}/delete/", {"post": "yes"})

    return remove


def put_from_pool(browser, issue):
    item = PolicyItem.objects.create(title="备用的一条", body_html="<p>文</p>")
    return browser.post(act(issue, "pool", issue.sections.get(kind="policies").pk), {"uid": [str(item.uid)]})


ACTS = {
    "put from the pool": put_from_pool,
    "order": move,
    "removal": pool,
    "section moved": move_section,
    "section removed": remove_section("news"),
    "section with parts removed": remove_section("papers"),
}


@pytest.mark.parametrize("name", ACTS)
def test_act_is_taken_back_whole(editor, at_desk, draft, name):
    browser, before = at_desk(editor), content(draft)
    response = ACTS[name](browser, draft)
    assert content(draft) != before
    answer = undo(browser, response)
    assert answer.url == compose(draft)
    assert messages_of(answer)[-1].startswith("已撤销")
    assert content(draft) == before


def test_removed_part_comes_back_with_its_introduction_and_its_entries(editor, at_desk, draft):
    part = draft.sections.get(title="论文摘要选登")
    part.intro = "导语"
    part.save()
    browser, before = at_desk(editor), content(draft)
    response = browser.post(f"/admin/issues/section/{part.pk}/delete/", {"post": "yes"})
    assert JournalAbstract.objects.pooled().count() == 2
    undo(browser, response)
    assert content(draft) == before


def test_drag_is_taken_back(editor, at_desk, draft):
    browser, before = at_desk(editor), content(draft)
    section = draft.sections.get(kind="policies")
    uids = [str(uid) for uid in PolicyItem.objects.order_by("-position").values_list("uid", flat=True)]
    answer = browser.post(act(draft, "arrange"), {"section": section.pk, "uid": uids, "seen": draft.version})
    assert content(draft) != before
    browser.post(act(draft, "undo"), {"undo": answer.json()["undo"]})
    assert content(draft) == before


def test_nothing_is_taken_back_over_a_later_change(editor, at_desk, draft):
    browser = at_desk(editor)
    response = move(browser, draft)
    HospitalNewsLink.objects.first().save()
    after = content(draft)
    assert "在那之后本期又有了改动" in messages_of(undo(browser, response))[-1]
    assert content(draft) == after


def test_what_went_into_another_issue_meanwhile_is_left_there(editor, at_desk, draft):
    other = factories.issue_of(factories.document(8), editor)
    browser, item = at_desk(editor), PolicyItem.objects.in_issue(draft.pk).order_by("position")[0]
    response = browser.post(act(draft, "pooled"), {"uid": str(item.uid)})
    item.refresh_from_db()
    item.section = other.sections.get(kind="policies")
    item.save()
    after = content(draft)
    assert "放进了别的期" in messages_of(undo(browser, response))[-1]
    assert content(draft) == after
    item.refresh_from_db()
    assert item.section.issue == other


def test_nothing_is_taken_back_in_a_locked_issue(editor, at_desk, draft):
    browser = at_desk(editor)
    response = move(browser, draft)
    draft.refresh_from_db()
    factories.carry(draft, ("submit", editor))
    after = content(draft)
    undo(browser, response)
    assert content(draft) == after


def test_button_is_of_this_person_and_this_issue(editor, at_desk, administrator, draft):
    response = move(at_desk(editor), draft)
    after = content(draft)
    (message,) = messages_of(response)
    address, posted = undo_button(message)
    other = factories.issue_of(factories.document(8), editor)
    for browser, where in ((at_desk(administrator), address), (at_desk(editor), act(other, "undo"))):
        assert "已经失效" in messages_of(browser.post(where, posted))[-1]
    assert "已经失效" in messages_of(at_desk(editor).post(address, {"undo": "made up"}))[-1]
    assert content(draft) == after


def test_arrangement_survives_the_way_over_json(draft):
    arrangement = Arrangement.of(draft)
    assert Arrangement.from_json(arrangement.as_json()) == arrangement


def test_history_of_the_issue_tells_of_all_that(editor, at_desk, draft):
    browser = at_desk(editor)
    move(browser, draft)
    undo(browser, pool(browser, draft))
    remove_section("news")(browser, draft)
    browser.post(act(draft, "add_section"), {"kind": "news"})
    history = browser.get(f"/admin/issues/issue/{draft.pk}/history/").content.decode()
    for line in (
        "调整了“政策热点”的次序",
        "移回素材库",
        "撤销了",
        "移除了“医院资讯”",
        "添加了栏目“医院资讯”",
    ):
        assert line in history


def test_entry_moved_step_by_step_is_one_line_of_the_history(editor, at_desk, draft):
    browser = at_desk(editor)
    move(browser, draft)
    move(browser, draft)
    assert LogEntry.objects.filter(change_message="调整了“政策热点”的次序").count() == 1
