import pytest
from django.contrib.admin.models import LogEntry

from issues.models import Deadlines, Issue
from tests import factories
from tests.issues.admin.pages import act, compose, messages_of
from tests.rendered import save

pytestmark = pytest.mark.django_db


def sent(browser, issue, **dates):
    return save(browser, act(issue, "deadlines"), button="submit_by", **dates)


def test_an_editor_sets_them_also_while_the_content_is_locked(editor, reviewer, at_desk, draft):
    factories.carry(draft, ("submit", editor))
    browser, version = at_desk(editor), Issue.objects.get().version
    assert act(draft, "deadlines") in browser.get(compose(draft)).content.decode()
    assert "截止日期" in browser.get(act(draft, "deadlines")).content.decode()
    answer = sent(browser, draft, submit_by="2026-12-01", review_by="2026年12月3日")
    assert (answer.url, messages_of(answer)) == ("/admin/", ["第7期的截止日期已保存。"])
    row = Deadlines.objects.get()
    assert (str(row.submit_by), str(row.review_by)) == ("2026-12-01", "2026-12-03")
    assert Issue.objects.get().version == version
    assert "送审截止 2026-12-01" in LogEntry.objects.get().change_message
    sent(browser, draft, submit_by="", review_by="2026-12-04")
    row = Deadlines.objects.get()
    assert (row.submit_by, str(row.review_by)) == (None, "2026-12-04")


def test_whoever_may_not_set_them_is_not_led_there(reviewer, at_desk, draft):
    browser = at_desk(reviewer)
    assert act(draft, "deadlines") not in browser.get(compose(draft)).content.decode()
    assert browser.get(act(draft, "deadlines")).status_code == 403


def test_the_review_ends_after_it_begins(editor, at_desk, draft):
    page = sent(at_desk(editor), draft, submit_by="2026-12-05", review_by="2026-12-01")
    assert "审核截止不能早于送审截止" in page.content.decode()
    assert "2026-12-05" in page.content.decode()
    assert not Deadlines.objects.exists()


@pytest.mark.parametrize("text", ["明天", "2026-13-40", "\x00"])
def test_what_is_no_date_is_refused(text, editor, at_desk, draft):
    page = sent(at_desk(editor), draft, submit_by=text)
    assert page.context["form"].errors["submit_by"]


def test_a_reviewer_sets_none(reviewer, at_desk, draft):
    assert at_desk(reviewer).get(act(draft, "deadlines")).status_code == 403
    assert at_desk(reviewer).post(act(draft, "deadlines"), {"submit_by": "2026-12-01"}).status_code == 403
