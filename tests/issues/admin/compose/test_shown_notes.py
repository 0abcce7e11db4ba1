import re
from datetime import datetime, timedelta
from html import unescape

import pytest
from django.utils import timezone

from issues.workflow import transitions
from tests import factories
from tests.issues.admin.pages import act, compose
from tests.rendered import flat

pytestmark = pytest.mark.django_db


def remarks(browser, issue) -> list[tuple[str, str]]:
    """What stands at the top of the page: (label, text)."""
    html = flat(browser.get(compose(issue)).content.decode())
    lines = re.findall(
        r'<section class="remark [^>]+aria-label="([^"]+)">.*?class="words">(.*?)</p>', html, re.S
    )
    return [(label, unescape(text)) for label, text in lines]


def test_note_of_the_editor_is_shown_to_the_reviewer_until_the_decision(editor, reviewer, at_desk, draft):
    at_desk(editor).post(act(draft, "workflow", "submit"), {"seen": draft.version, "note": "请先看<三>"})
    assert remarks(at_desk(reviewer), draft) == [("给审核人的话", "请先看<三>")]
    draft.refresh_from_db()
    factories.carry(draft, ("approve", reviewer))
    assert remarks(at_desk(reviewer), draft) == []


def test_issue_submitted_without_a_note_shows_none(editor, reviewer, at_desk, draft):
    factories.carry(draft, ("submit", editor))
    assert remarks(at_desk(reviewer), draft) == []


def test_reason_of_the_last_return_is_shown_while_it_is_mended(editor, reviewer, at_desk, draft):
    for reason in ("文号不对", "日期不对"):
        transitions.perform(draft, "submit", by=editor, note="请看")
        transitions.perform(draft, "return", by=reviewer, note=reason)
    assert remarks(at_desk(editor), draft) == [("退回原因", "日期不对")]
    html = at_desk(editor).get(compose(draft)).content.decode()
    assert "<strong>退回原因</strong>　周慎行 " in html
    factories.carry(draft, ("submit", editor))
    assert remarks(at_desk(editor), draft) == []


def test_note_of_a_correction_is_shown_until_it_is_published(editor, reviewer, at_desk):
    issue = factories.published(factories.document(), editor=editor, reviewer=reviewer)
    transitions.perform(issue, "correct", by=editor, note="电话有误")
    assert remarks(at_desk(editor), issue) == [("勘误说明", "电话有误")]
    factories.carry(issue, ("submit", editor))
    transitions.perform(issue, "return", by=reviewer, note="还差一处")
    assert remarks(at_desk(editor), issue) == [("退回原因", "还差一处"), ("勘误说明", "电话有误")]
    factories.carry(issue, ("submit", editor), ("approve", reviewer), ("publish", editor))
    assert remarks(at_desk(editor), issue) == []


def test_what_readers_will_see_is_said_before(editor, reviewer, at_desk, draft):
    factories.carry(draft, ("submit", editor), ("approve", reviewer))
    assert "读者看不到" in at_desk(editor).get(compose(draft)).content.decode()
    factories.carry(draft, ("publish", editor))
    html = at_desk(editor).get(compose(draft)).content.decode()
    assert "原样显示" in html
    assert "勘误说明会原样登在新版上" in html


def test_published_issue_leads_to_what_readers_see(editor, reviewer, at_desk, draft):
    links = ('href="/issues/7/"', 'href="/issues/7/pdf/?download"')
    browser = at_desk(editor)
    assert not any(link in browser.get(compose(draft)).content.decode() for link in links)
    factories.carry(draft, ("submit", editor), ("approve", reviewer), ("publish", editor))
    assert all(link in browser.get(compose(draft)).content.decode() for link in links)
    factories.carry(draft, ("withdraw", editor))
    assert not any(link in browser.get(compose(draft)).content.decode() for link in links)


def test_schedule_is_shown_with_its_time_and_who_set_it(editor, reviewer, second_editor, at_desk, draft):
    factories.carry(draft, ("submit", editor), ("approve", reviewer))
    at = timezone.make_aware(datetime(2031, 11, 23, 9))
    transitions.perform(draft, "schedule", by=second_editor, at=at)
    shown = "定于 2031年11月23日 09:00（北京时间）自动发布，由沈嘉禾设定。"
    assert remarks(at_desk(editor), draft) == [("定时发布", shown)]
    transitions.perform(draft, "unschedule", by=editor)
    assert remarks(at_desk(editor), draft) == []


def test_schedule_that_failed_is_shown_until_somebody_acts(editor, reviewer, second_editor, at_desk, draft):
    factories.carry(draft, ("submit", editor), ("approve", reviewer))
    at = timezone.now() + timedelta(hours=1)
    transitions.perform(draft, "schedule", by=second_editor, at=at)
    transitions.call_off(draft, reason="PDF 印不出这些字")
    assert remarks(at_desk(editor), draft) == [("定时发布没有成功", "PDF 印不出这些字")]
    draft.refresh_from_db()
    transitions.perform(draft, "schedule", by=editor, at=at)
    assert [label for label, _ in remarks(at_desk(editor), draft)] == ["定时发布"]
