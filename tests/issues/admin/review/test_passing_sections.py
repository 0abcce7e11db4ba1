"""本栏目全部通过: a section is passed in one go."""

import re
from html import unescape

import pytest

from hospitals.models import HospitalNewsLink
from issues.document import Section
from issues.models import Verdict
from issues.reviewing.comments import raise_comment, reply, resolve
from issues.reviewing.verdicts import verdicts
from issues.workflow.record_check import find_disagreements
from tests import cast, factories
from tests.issues.admin.pages import messages_of, undo_button
from tests.issues.admin.review.conftest import address, marked
from tests.rendered import flat

pytestmark = pytest.mark.django_db
Mark = Verdict.Mark


@pytest.fixture
def links(editor):
    entries = tuple(factories.news_links(10, 2))
    sections = (*factories.sections()[:1], Section(kind="news", title="医院资讯", entries=entries))
    issue = factories.issue_of(factories.document(sections=sections, reviewer=""), editor)
    return factories.carry(issue, ("submit", editor)), entries


def buttons(html: str) -> list[tuple[str, list[str]]]:
    """(what the button says, what it posts) of each."""
    forms = re.findall(
        r'<form class="judge" method="post" action="\.\./judge/several/">.*?</form>', flat(html), re.DOTALL
    )
    return [
        (
            re.sub(r"<[^>]+>", "", re.search(r"<button.*</button>", form)[0]).strip(),
            re.findall(r'name="passes" value="([^"]+)"', form),
        )
        for form in forms
    ]


def pass_all(browser, issue, passes):
    return browser.post(f"/admin/issues/issue/{issue.pk}/judge/several/", {"passes": passes, "place": "s2"})


def test_twenty_links_pass_in_one_act_and_each_has_its_sealed_verdict(at_desk, reviewer, links):
    issue, entries = links
    browser = at_desk(reviewer)
    shown = buttons(browser.get(address(issue)).content.decode())
    assert [label for label, _ in shown] == ["✓ 本栏目全部通过（2 条）", "✓ 本栏目全部通过（20 条）"]
    response = pass_all(browser, issue, shown[1][1])
    assert messages_of(response)[-1].startswith("已把 20 条标为通过。 <button")
    assert response.url == f"{address(issue)}#s2"
    assert {uid for uid, verdict in verdicts(issue).items() if verdict.mark == Mark.PASSED} == {
        e.uid for e in entries
    }
    assert issue.seals.filter(kind="verdict").count() == 20
    assert list(find_disagreements(issue)) == []
    assert [label for label, _ in buttons(browser.get(address(issue)).content.decode())] == [
        "✓ 本栏目全部通过（2 条）"
    ]


def test_what_needs_a_change_or_has_comments_is_left_out(at_desk, reviewer, editor, links):
    issue, entries = links
    marked(issue, entries[0], Mark.NEEDS_CHANGE, reviewer)
    raise_comment(issue, by=reviewer, text="网址打不开", uid=entries[1].uid)
    answered = raise_comment(issue, by=reviewer, text="日期？", uid=entries[2].uid)
    reply(answered, by=editor, text="改好了")
    resolve(raise_comment(issue, by=reviewer, text="好", uid=entries[3].uid), by=reviewer)
    label, passes = buttons(at_desk(reviewer).get(address(issue)).content.decode())[1]
    assert label == "✓ 本栏目全部通过（17 条）"
    assert {each.split()[0] for each in passes} == {str(entry.uid) for entry in entries[3:]}


def test_what_was_held_up_meanwhile_is_left_out_too_and_that_is_said(at_desk, reviewer, links):
    issue, entries = links
    browser = at_desk(reviewer)
    _, passes = buttons(browser.get(address(issue)).content.decode())[1]
    raise_comment(issue, by=reviewer, text="网址打不开", uid=entries[1].uid)
    assert "已把 19 条标为通过；1 条有意见没有解决" in messages_of(pass_all(browser, issue, passes))[-1]
    assert entries[1].uid not in verdicts(issue)


def test_undo_takes_back_these_passes_and_no_others(at_desk, reviewer, links):
    issue, entries = links
    marked(issue, entries[0], Mark.PASSED, reviewer)
    browser = at_desk(reviewer)
    _, passes = buttons(browser.get(address(issue)).content.decode())[1]
    message = messages_of(pass_all(browser, issue, passes))[-1]
    where, posted = undo_button(message)
    answer = browser.post(where, {"undo": unescape(posted["undo"])})
    assert messages_of(answer)[-1] == "已撤销，19 条回到没有标记的样子。"
    assert list(verdicts(issue)) == [entries[0].uid]
    again = browser.post(where, {"undo": unescape(posted["undo"])})
    assert messages_of(again)[-1] == "没有撤销：这些标记已经撤销过，或者不是您标的。"


def test_nothing_passes_where_one_has_changed_since(at_desk, reviewer, editor, links):
    issue, entries = links
    browser = at_desk(reviewer)
    _, passes = buttons(browser.get(address(issue)).content.decode())[1]
    factories.carry(issue, ("recall", editor))
    link = HospitalNewsLink.objects.get(uid=entries[4].uid)
    link.title = "改过的标题"
    link.save()
    issue.refresh_from_db()
    factories.carry(issue, ("submit", editor))
    response = pass_all(browser, issue, passes)
    assert response.status_code == 409
    assert "您打开页面之后，有 1 条又有改动" in response.content.decode()
    assert verdicts(issue) == {}


def test_rules_are_those_of_a_single_mark(at_desk, reviewer, editor, links):
    issue, _ = links
    _, passes = buttons(at_desk(reviewer).get(address(issue)).content.decode())[1]
    both = cast.member("both", name="林双")
    both.groups.set([*editor.groups.all(), *reviewer.groups.all()])
    assert buttons(at_desk(editor).get(address(issue)).content.decode()) == []
    assert pass_all(at_desk(editor), issue, passes).status_code == 403
    factories.carry(issue, ("return", reviewer))
    assert pass_all(at_desk(reviewer), issue, passes).status_code == 409
    assert verdicts(issue) == {}
