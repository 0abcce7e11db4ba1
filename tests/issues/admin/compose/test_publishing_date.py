from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.formats import date_format

from issues.editing.building import build_document as document_of
from issues.models import Verdict
from issues.reviewing.verdicts import entry_digest, give_verdict
from tests import factories
from tests.issues.admin.pages import compose

pytestmark = pytest.mark.django_db


def confirm_step(at_desk, person, editor, reviewer, *, days: int) -> str:
    """What stands in the confirmation of publishing an issue of that date."""
    date = timezone.localdate() + timedelta(days=days)
    issue = factories.issue_of(factories.document(date=date), editor)
    factories.carry(issue, ("submit", editor), ("approve", reviewer))
    html = at_desk(person).get(compose(issue)).content.decode()
    return html.split("发布…</summary>")[1].split("确认发布")[0]


def test_publishing_before_or_long_after_the_date_asks(at_desk, editor, reviewer):
    today = date_format(timezone.localdate(), "DATE_FORMAT")
    soon = date_format(timezone.localdate() + timedelta(days=8), "DATE_FORMAT")
    step = confirm_step(at_desk, editor, editor, reviewer, days=8)
    assert f"出刊日期是 {soon}，今天是 {today}，现在就发布？要到那天再发布，请用“定时发布”。" in step


@pytest.mark.parametrize(("days", "asks"), [(0, False), (-31, False), (-32, True)])
def test_publishing_within_a_month_after_the_date_asks_nothing(at_desk, editor, reviewer, days, asks):
    assert ("现在就发布？" in confirm_step(at_desk, editor, editor, reviewer, days=days)) is asks


def test_correction_bears_its_old_date(at_desk, editor, reviewer):
    issue = factories.published(factories.document(), editor=editor, reviewer=reviewer)
    factories.carry(issue, ("correct", editor), ("submit", editor), ("approve", reviewer))
    assert "现在就发布？" not in at_desk(editor).get(compose(issue)).content.decode()


def test_publishing_names_what_was_not_marked_where_something_was(at_desk, editor, reviewer):
    issue = factories.issue_of(factories.document(date=timezone.localdate()), editor)
    factories.carry(issue, ("submit", editor))
    first, second, *_ = document_of(issue).entries
    give_verdict(issue, first.uid, Verdict.Mark.PASSED, by=reviewer, seen=entry_digest(first))
    factories.carry(issue, ("approve", reviewer))
    for person, page in ((editor, compose(issue)), (reviewer, f"/admin/issues/issue/{issue.pk}/review/")):
        step = at_desk(person).get(page).content.decode().split("发布…</summary>")[1].split("确认发布")[0]
        assert f"审核时没有标记的条目：“{second.heading}”" in step
        assert "等 10 条" in step
        assert first.heading not in step
