"""What somebody wrote for whoever works on the issue now: shown at the top of the compose page, in their words."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from issues.actor import signature
from issues.dashboard.tasks import failure_in, has_failed_schedule
from issues.mail.wording import format_moment
from issues.models import Issue, Transition
from issues.workflow.notices import SCHEDULE_FAILED


@dataclass(frozen=True, slots=True)
class Remark:
    """`action` is the key of the action that it came with."""

    action: str
    label: str
    who: str
    at: datetime
    text: str


def remarks_of(issue: Issue) -> list[Remark]:
    """The latest word first. Reads the issue's transitions alone, the newest first."""
    history = list(issue.transitions.all())
    found = [
        _scheduled(issue, history),
        _returned(issue, history),
        _submitted(issue, history),
        _corrected(issue, history),
    ]
    return [remark for remarks in found for remark in remarks]


def _scheduled(issue: Issue, history: list[Transition]) -> Iterator[Remark]:
    """When it goes out, or that it did not."""
    last = next((record for record in history if record.action in ("schedule", "unschedule")), None)
    if last is None or issue.status != Issue.Status.APPROVED:
        return
    if issue.publish_at:
        text = f"定于 {format_moment(issue.publish_at)}（北京时间）自动发布，由{signature(last.actor)}设定。"
        yield Remark("schedule", "定时发布", signature(last.actor), last.at, text)
    elif has_failed_schedule(history):
        yield Remark("return", SCHEDULE_FAILED, signature(last.actor), last.at, failure_in(last))


def _returned(issue: Issue, history: list[Transition]) -> Iterator[Remark]:
    if issue.status == Issue.Status.RETURNED:
        yield from _latest(history, "return", "退回原因")


def _submitted(issue: Issue, history: list[Transition]) -> Iterator[Remark]:
    if issue.status == Issue.Status.SUBMITTED:
        yield from _latest(history, "submit", "给审核人的话")


def _corrected(issue: Issue, history: list[Transition]) -> Iterator[Remark]:
    """Until the correction is out: afterwards readers see it, and the record keeps it."""
    if issue.is_correction and issue.status not in (Issue.Status.PUBLISHED, Issue.Status.WITHDRAWN):
        of_this_revision = [record for record in history if record.revision == issue.revision]
        yield from _latest(of_this_revision, "correct", "勘误说明")


def _latest(history: list[Transition], action: str, label: str) -> Iterator[Remark]:
    record = next((record for record in history if record.action == action), None)
    if record and record.note:
        yield Remark(action, label, signature(record.actor), record.at, record.note)
