from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from issues.dashboard.tasks import tasks_for
from issues.models import Transition
from issues.workflow import transitions
from issues.workflow.actions import label_of, shown_notes_of
from issues.workflow.failed_schedule import failed_schedule, failure_reason
from issues.workflow.record_check import find_disagreements
from tests import factories
from tests.issues.admin.pages import act

pytestmark = pytest.mark.django_db


@pytest.fixture
def scheduled(editor, reviewer):
    issue = factories.issue_of(factories.document(), editor)
    factories.carry(issue, ("submit", editor), ("approve", reviewer))
    transitions.perform(issue, "schedule", by=editor, at=timezone.now() + timedelta(hours=1))
    return issue


def old_record(issue, editor) -> Transition:
    """As failures were recorded before there was an action for them."""
    transitions.perform(issue, "unschedule", by=editor, note="定时发布没有成功：PDF 印不出这些字")
    return issue.transitions.first()


def test_failure_is_an_action_of_its_own_with_the_reason_as_its_note(scheduled):
    record = transitions.call_off(scheduled, reason="PDF 印不出这些字")
    assert (record.action, record.note, label_of(record)) == (
        "call_off",
        "PDF 印不出这些字",
        "定时发布没有成功",
    )
    assert failed_schedule(list(scheduled.transitions.all())) == record
    assert failure_reason(record) == "PDF 印不出这些字"


def test_record_in_the_old_form_is_recognised_everywhere_and_still_agrees_with_its_seal(scheduled, editor):
    record = old_record(scheduled, editor)
    assert failed_schedule([record]) == record
    assert failure_reason(record) == "PDF 印不出这些字"
    (note,) = shown_notes_of(scheduled)
    assert (note.label, note.text) == ("定时发布没有成功", "PDF 印不出这些字")
    (task,) = tasks_for(editor)
    assert (task.kind, task.note) == ("failed", "PDF 印不出这些字")
    assert list(find_disagreements(scheduled)) == []


def test_schedule_that_a_person_cancelled_did_not_fail(scheduled, editor):
    transitions.perform(scheduled, "unschedule", by=editor, note="等一等")
    assert failed_schedule(list(scheduled.transitions.all())) is None
    assert shown_notes_of(scheduled) == []


def test_no_person_can_call_a_schedule_off(scheduled, editor, client):
    with pytest.raises(KeyError):
        transitions.perform(scheduled, "call_off", by=editor)
    with pytest.raises(CommandError, match="没有“call_off”这个操作"):
        call_command("transition", "7", "call_off", "--by", "editor")
    client.force_login(editor)
    client.post(act(scheduled, "workflow", "call_off"), {"seen": scheduled.version})
    assert "call_off" not in [action.key for action in transitions.available_actions(scheduled, editor)]
    scheduled.refresh_from_db()
    assert scheduled.publish_at
