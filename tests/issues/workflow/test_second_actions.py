"""Actions of the same sort under other keys count as those that we know: no rule asks for a key."""

from dataclasses import replace

import pytest

from issues.admin.compose.steps import steps_of
from issues.admin.review.baseline import baseline_of
from issues.models import Issue
from issues.refusals import Unmet
from issues.reviewing import rounds
from issues.reviewing.people import editors_of, reviewers_of
from issues.reviewing.rules import why_not_approve
from issues.workflow import transitions
from issues.workflow.record_check import find_disagreements
from issues.workflow.tally import Tally
from tests import cast, factories

pytestmark = pytest.mark.django_db

SORTS = {"submit": "send_again", "return": "hand_back", "approve": "pass_again", "unreturn": "take_back"}


@pytest.fixture(autouse=True)
def other_keys(monkeypatch):
    for key, other in SORTS.items():
        action = replace(transitions.ACTIONS[key], key=other)
        monkeypatch.setitem(transitions.ACTIONS, other, action)
        monkeypatch.setitem(transitions.MANUAL_ACTIONS, other, action)
        monkeypatch.setitem(rounds._effects, other, action.approvals)


@pytest.fixture
def sent(editor, second_editor) -> Issue:
    """Written by one editor, sent for review by the other."""
    issue = factories.issue_of(factories.document(reviewer=""), editor)
    factories.carry(issue, ("send_again", second_editor))
    return Issue.objects.get(pk=issue.pk)


def test_whoever_sends_it_does_not_approve_it(sent, second_editor):
    assert "是您送审的" in why_not_approve(sent, second_editor)
    assert second_editor in editors_of(sent, sent.revision)
    assert rounds.current_round(sent) is not None


def test_what_was_passed_is_published_and_agrees_with_the_record(sent, editor, reviewer):
    factories.carry(sent, ("pass_again", reviewer))
    assert transitions.MANUAL_ACTIONS["unapprove"].offered(sent, reviewer)
    factories.carry(sent, ("publish", editor))
    assert list(find_disagreements(sent)) == []


def test_return_is_what_the_next_review_compares_with_and_can_be_undone(sent, reviewer):
    transitions.perform(sent, "hand_back", by=reviewer, note="请改")
    history = list(sent.transitions.select_related("actor"))
    assert baseline_of(sent, history).description.endswith("退回时的内容")
    with pytest.raises(Unmet, match="只能由本人撤销"):
        transitions.perform(sent, "take_back", by=cast.member("second_reviewer", "审核", name="严复看"))
    transitions.perform(sent, "take_back", by=reviewer)
    assert sent.status == Issue.Status.SUBMITTED
    assert reviewer in reviewers_of(sent)


def test_buttons_ask_the_action(sent, editor, reviewer):
    by_key = {step.action.key: step for step in steps_of(sent, reviewer, Tally(total=2, needs_change=1))}
    assert "还有 1 条“需修改”" in by_key["pass_again"].obstacle == by_key["approve"].obstacle
    transitions.perform(sent, "recall", by=editor)
    by_key = {step.action.key: step for step in steps_of(sent, editor, Tally(total=2, unfinished=1))}
    assert by_key["send_again"].lists_unwritten
    assert by_key["send_again"].obstacle == "还有 1 条没有写完"
