"""Several entries of the compose page at once."""

import re

import pytest
from django.contrib.admin.models import DELETION, LogEntry
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hospitals.models import HospitalNewsLink
from issues.editing.building import build_document as compose_document
from issues.models import BinnedEntry, Issue, Verdict
from papers.models import JournalAbstract
from policies.models import PolicyItem
from tests import factories
from tests.issues.admin.pages import act, compose, messages_of
from tests.rendered import flat

pytestmark = pytest.mark.django_db


def ticked(browser, issue: Issue, *titles: str) -> dict[str, list[str]]:
    """What the page posts where these entries are ticked; all where none is named."""
    html = flat(browser.get(compose(issue)).content.decode())
    boxes = re.findall(r'name="uid" value="([^"]+)" aria-label="勾选“([^”]+)”"', html)
    return {"uid": [uid for uid, title in boxes if not titles or title in titles]}


def offered(browser, issue: Issue) -> dict[str, str]:
    html = flat(browser.get(compose(issue)).content.decode())
    bar = html[html.index('id="bulk"') :]
    return {label: key for key, label in re.findall(r'<option value="(\d+)" data-kinds[^>]*>([^<]+)<', bar)}


def links(issue: Issue) -> list[str]:
    return [e.title for s in compose_document(issue).sections if s.kind == "news" for e in s.entries]


FIRST, SECOND = "第1人民医院新闻1", "第2人民医院新闻2"


def test_ticked_entries_move_to_another_issue_together(editor, at_desk, draft):
    other = factories.issue_of(factories.document(8), editor)
    browser, before = at_desk(editor), links(other)
    target = offered(browser, draft)["第8期（2026年3月20日） · 医院资讯"]
    posted = ticked(browser, draft, FIRST, SECOND) | {"operation": "move", "destination": target}
    response = browser.post(act(draft, "bulk"), posted)
    assert response.url == compose(draft)
    assert messages_of(response)[0].startswith('已把 2 条从第7期移到<a href="')
    assert links(other) == [*before, FIRST, SECOND]
    assert FIRST not in links(draft)
    assert len(links(draft)) == 2


def test_places_of_this_issue_are_offered_first(editor, at_desk, draft):
    factories.issue_of(factories.document(8), editor)
    labels = list(offered(at_desk(editor), draft))
    assert labels[:4] == [
        "本期 · 政策热点",
        "本期 · 他山之石",
        "本期 · 理论优选",
        "本期 · 理论优选 · 论文摘要选登",
    ]
    assert labels[6].startswith("第8期（")


def test_ticked_entries_go_to_the_pool_and_come_back_by_one_button(editor, at_desk, draft):
    browser, before = at_desk(editor), links(draft)
    response = browser.post(act(draft, "bulk"), ticked(browser, draft, FIRST, SECOND) | {"operation": "pool"})
    assert HospitalNewsLink.objects.pooled().count() == 2
    token = re.search(r'name="undo" value="([^"]+)"', messages_of(response)[0])[1]
    browser.post(act(draft, "undo"), {"undo": token})
    assert links(draft) == before


def test_ticked_entries_are_deleted_into_the_bin(editor, at_desk, draft):
    browser = at_desk(editor)
    response = browser.post(act(draft, "bulk"), ticked(browser, draft) | {"operation": "delete"})
    assert messages_of(response)[0].startswith("已删除 11 条。30 天内可以从")
    assert compose_document(draft).entries == ()
    assert BinnedEntry.objects.in_bin().count() == len(factories.document().entries)
    assert LogEntry.objects.filter(action_flag=DELETION, user=editor).count() == len(
        factories.document().entries
    )


def test_nothing_moves_where_one_does_not_fit_or_is_gone(editor, at_desk, draft):
    browser, before = at_desk(editor), compose_document(draft)
    target = offered(browser, draft)["本期 · 医院资讯"]
    everything = ticked(browser, draft)
    response = browser.post(act(draft, "bulk"), everything | {"operation": "move", "destination": target})
    assert "不能放进“医院资讯”栏目" in messages_of(response)[0]
    gone = {"uid": [*everything["uid"], "00000000-0000-4000-8000-000000000000"]}
    for what in ("pool", "delete"):
        response = browser.post(act(draft, "bulk"), gone | {"operation": what})
        assert messages_of(response)[-1].startswith("没有改动：有 1 条已不在第7期里")
    assert compose_document(draft) == before


def test_nothing_ticked_or_no_place_is_shown(editor, at_desk, draft):
    browser = at_desk(editor)
    assert messages_of(browser.post(act(draft, "bulk"), {"operation": "pool"})) == ["还没有勾选条目。"]
    some = ticked(browser, draft, FIRST)
    response = browser.post(act(draft, "bulk"), some | {"operation": "move", "destination": ""})
    assert messages_of(response)[-1] == "请先选定放进哪一期、哪个栏目。"
    assert "没有这一步操作" in messages_of(browser.post(act(draft, "bulk"), some | {"operation": "x"}))[-1]


def test_entries_that_passed_are_not_ticked_and_not_moved(editor, reviewer, at_desk, draft):
    factories.carry(draft, ("submit", editor))
    link = HospitalNewsLink.objects.get(title=FIRST)
    at_desk(reviewer).post(
        act(draft, "judge"), {"uid": link.uid, "mark": "passed", "seen": seen(draft, link)}
    )
    assert Verdict.objects.exists()
    factories.carry(draft, ("return", reviewer))
    browser = at_desk(editor)
    assert str(link.uid) not in ticked(browser, draft)["uid"]
    everything = {"uid": [*ticked(browser, draft)["uid"], str(link.uid)]}
    for what in ("pool", "delete"):
        assert (
            "审核通过" in messages_of(browser.post(act(draft, "bulk"), everything | {"operation": what}))[-1]
        )
    assert len(links(draft)) == 4


def seen(issue: Issue, entry: HospitalNewsLink) -> str:
    from issues.reviewing.verdicts import entry_digest

    return entry_digest(entry.to_document())


def test_locked_issue_has_no_bar_and_changes_nothing(editor, reviewer, at_desk, draft):
    browser = at_desk(editor)
    everything = ticked(browser, draft)
    assert at_desk(reviewer).post(act(draft, "bulk"), everything | {"operation": "delete"}).status_code == 403
    factories.carry(draft, ("submit", editor))
    assert 'id="bulk"' not in browser.get(compose(draft)).content.decode()
    for what in ("pool", "delete"):
        assert (
            "处于“待审核”"
            in messages_of(browser.post(act(draft, "bulk"), everything | {"operation": what}))[-1]
        )
    assert PolicyItem.objects.in_issue(draft.pk).count() == 2


def test_entries_moved_into_a_locked_issue_are_refused(editor, at_desk, draft):
    other = factories.issue_of(factories.document(8), editor)
    browser = at_desk(editor)
    target = offered(browser, draft)["第8期（2026年3月20日） · 医院资讯"]
    factories.carry(other, ("submit", editor))
    posted = ticked(browser, draft, FIRST) | {"operation": "move", "destination": target}
    assert "第8期处于“待审核”" in messages_of(browser.post(act(draft, "bulk"), posted))[-1]
    assert FIRST in links(draft)


def test_writers_of_what_moves_become_writers_of_the_other_issue(editor, second_editor, at_desk, draft):
    other = factories.issue_of(factories.document(8), second_editor)
    browser = at_desk(second_editor)
    target = offered(browser, draft)["第8期（2026年3月20日） · 医院资讯"]
    browser.post(
        act(draft, "bulk"), ticked(browser, draft, FIRST) | {"operation": "move", "destination": target}
    )
    other.refresh_from_db()
    assert editor.pk in other.revised_by


def test_many_move_in_as_few_queries_as_some(editor, at_desk, draft):
    other = factories.issue_of(factories.document(8), editor)
    browser = at_desk(editor)
    target = offered(browser, draft)["第8期（2026年3月20日） · 理论优选 · 论文摘要选登"]

    def queries(count: int) -> int:
        titles = [f"摘要{count}-{n}" for n in range(count)]
        part = JournalAbstract.objects.in_issue(draft.pk).first().section
        for title in titles:
            JournalAbstract.objects.create(title=title, journal="江州医院管理", section=part)
        posted = ticked(browser, draft, *titles) | {"operation": "move", "destination": target}
        with CaptureQueriesContext(connection) as captured:
            browser.post(act(draft, "bulk"), posted)
        assert JournalAbstract.objects.filter(title__in=titles).in_issue(other.pk).count() == count
        return len(captured)

    assert queries(20) == queries(2)
