import pytest

from issues.models import Issue
from issues.waiting import waiting_for
from issues.workflow import perform
from tests import cast, factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def issues(editor, reviewer) -> None:
    """One in each state; two are waiting for the review."""
    courses = {
        3: [],
        4: ["submit"],
        5: ["submit", "return"],
        6: ["submit", "approve"],
        7: ["submit", "approve", "publish"],
        8: ["submit"],
    }
    for number, course in courses.items():
        issue = factories.issue_of(factories.document(number), editor)
        factories.carry(
            issue, *((key, reviewer if key in ("return", "approve") else editor) for key in course)
        )


def numbers(user) -> list[int]:
    return [waiting.issue.number for waiting in waiting_for(user)]


def test_each_person_is_told_of_what_they_can_do_next(issues, editor, reviewer, reader):
    assert numbers(editor) == [6, 5]
    assert numbers(reviewer) == [8, 6, 4]
    assert numbers(cast.both()) == [8, 6, 5, 4]
    assert numbers(reader) == []


def test_latest_act_says_who_and_why(editor, second_editor, reviewer):
    issue = factories.issue_of(factories.document(), editor)
    for by, reason in ((editor, "文号不对"), (second_editor, "日期不对")):
        perform(issue, "submit", by=by)
        assert [(w.who, w.came.action) for w in waiting_for(reviewer)] == [
            (by.last_name + by.first_name, "submit")
        ]
        perform(issue, "return", by=reviewer, note=reason)
        assert [w.came.note for w in waiting_for(editor)] == [reason]


def test_withdrawal_during_a_correction_does_not_hide_who_submitted_it(editor, reviewer):
    issue = factories.published(factories.document(), editor=editor, reviewer=reviewer)
    factories.carry(issue, ("correct", editor), ("submit", editor), ("withdraw", editor))
    assert issue.status == Issue.Status.SUBMITTED
    assert [waiting.came.action for waiting in waiting_for(reviewer)] == ["submit"]


def test_waiting_issues_take_one_query(issues, reviewer, django_assert_num_queries):
    reviewer.get_all_permissions()
    with django_assert_num_queries(1):
        assert [w.who for w in waiting_for(reviewer)] == ["林知远", "周慎行", "林知远"]
