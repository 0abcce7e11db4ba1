"""Notes of earlier actions that matter to whoever works on the issue now, shown at the top of the compose page."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from issues.actor import signature
from issues.mail.wording import format_moment
from issues.models import Issue, Transition
from issues.models.issue import Status
from issues.workflow.failed_schedule import SCHEDULE_FAILED, failed_schedule, failure_reason


@dataclass(frozen=True, slots=True)
class ShownNote:
    """`is_setback`: it is shown in the colour of a return."""

    record: Transition
    label: str
    text: str
    is_setback: bool = False

    @property
    def who(self) -> str:
        return signature(self.record.actor)

    @property
    def at(self) -> datetime:
        return self.record.at


ShownNoteOf = Callable[[Issue, Sequence[Transition]], ShownNote | None]
"""The second argument holds the issue's transitions with their actors, the newest first."""


def latest_note(
    action: str, label: str, *, shown: Callable[[Issue], bool], is_setback: bool = False
) -> ShownNoteOf:
    """The note of the latest `action` of this revision, while `shown`."""

    def shown_note(issue: Issue, history: Sequence[Transition]) -> ShownNote | None:
        record = _latest(issue, history, action) if shown(issue) else None
        return ShownNote(record, label, record.note, is_setback) if record and record.note else None

    return shown_note


def in_status(status: Status) -> Callable[[Issue], bool]:
    return lambda issue: issue.status == status


def is_correction_in_work(issue: Issue) -> bool:
    """Once the correction is published, its note is on the page of the readers."""
    return issue.is_correction and issue.status not in (Status.PUBLISHED, Status.WITHDRAWN)


def schedule_set(issue: Issue, history: Sequence[Transition]) -> ShownNote | None:
    """When the issue will be published."""
    record = _latest(issue, history, "schedule")
    if record is None or issue.status != Status.APPROVED or not issue.publish_at:
        return None
    text = f"定于 {format_moment(issue.publish_at)}（北京时间）自动发布，由{signature(record.actor)}设定。"
    return ShownNote(record, "定时发布", text)


def schedule_failed(issue: Issue, history: Sequence[Transition]) -> ShownNote | None:
    """That the scheduled publication failed, and why."""
    record = failed_schedule(history)
    if record is None or issue.status != Status.APPROVED:
        return None
    return ShownNote(record, SCHEDULE_FAILED, failure_reason(record), is_setback=True)


def _latest(issue: Issue, history: Sequence[Transition], action: str) -> Transition | None:
    of_this_revision = (record for record in history if record.revision == issue.revision)
    return next((record for record in of_this_revision if record.action == action), None)
