"""The workflow as the compose page shows it: the actions that this person can take now, and what prevents them."""

from dataclasses import dataclass

from django.contrib.auth.models import User
from django.utils import timezone

from issues.actor import signature
from issues.models import Issue, Transition
from issues.reviewing.rounds import ApprovalEffect
from issues.workflow.actions import label_of
from issues.workflow.tally import Tally
from issues.workflow.transitions import Action, available_actions


@dataclass(frozen=True, slots=True)
class Step:
    """A button of the workflow. `obstacle` is the reason why it would be refused now, `warning` what should be done first."""

    action: Action
    obstacle: str
    warning: str = ""
    stage: str = ""
    """The stage that would be passed, if the review has several."""
    at: str = ""
    """The time that is scheduled already, in the form of `datetime-local`."""

    @property
    def label(self) -> str:
        if self.at:
            return "改时间"
        return f"{self.stage}通过" if self.stage else self.action.label

    @property
    def consequence(self) -> str:
        """What to know before confirming; "" if the button acts at once, because it can be undone."""
        return self.action.consequence

    @property
    def note_label(self) -> str:
        if self.action.note_label:
            return self.action.note_label
        needed = self.action.needs_note
        return f"{needed}（必填）" if needed else "附言（可不填；记入流转记录，读者看不到）"

    @property
    def must_explain(self) -> bool:
        return self.action.requires_note

    @property
    def lists_unwritten(self) -> bool:
        """Whether the obstacle is about the unfinished entries, which are then listed."""
        return self.action.approvals is ApprovalEffect.ROUND_BEGUN

    @property
    def is_minor(self) -> bool:
        """Whether this is not the usual next step."""
        return not self.action.is_usual_next


@dataclass(frozen=True, slots=True)
class Event:
    record: Transition
    label: str
    who: str


def steps_of(issue: Issue, user: User, tally: Tally) -> list[Step]:
    return [_step(action, issue, user, tally) for action in available_actions(issue, user)]


def _step(action: Action, issue: Issue, user: User, tally: Tally) -> Step:
    passes_stage = action.approvals is ApprovalEffect.GIVEN and issue.has_stages
    at = timezone.localtime(issue.publish_at) if action.needs_time and issue.publish_at else None
    return Step(
        action,
        action.obstacle(issue, user, tally),
        action.warning(issue, user, tally),
        stage=issue.stage_name if passes_stage else "",
        at=at.strftime("%Y-%m-%dT%H:%M") if at else "",
    )


def event_of(record: Transition) -> Event:
    return Event(record, label_of(record), signature(record.actor))
