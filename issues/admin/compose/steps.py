"""The workflow as the compose page shows it: the actions that this person can take now, and what prevents them."""

from dataclasses import dataclass

from django.contrib.auth.models import User
from django.utils import timezone

from issues.actor import signature
from issues.dashboard.workload import days_until
from issues.document.partial_date import format_day
from issues.editing.moved_entries import warning_before_abandoning
from issues.mail.wording import shortened
from issues.models import Issue, Transition
from issues.reviewing.rules import why_not_approve
from issues.reviewing.signatories import warning_before_signing
from issues.reviewing.staffing import warning_before_submitting
from issues.workflow.actions import label_of
from issues.workflow.transitions import Action, available_actions


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts for the buttons of the workflow. Of entries: `total`; `unfinished`, with a needed field empty; `needs_change`;
    `untouched`, unchanged since a change was asked for; `marked`, with a verdict, and the titles of the `unmarked`. Of
    comments: `open`, without an answer; `unresolved`. `why_refused` is the reason why this person may not approve, None if
    it was not checked yet."""

    total: int = 0
    unfinished: int = 0
    open: int = 0
    unresolved: int = 0
    needs_change: int = 0
    untouched: int = 0
    marked: int = 0
    unmarked: tuple[str, ...] = ()
    why_refused: str | None = None


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
        return self.action.key == "submit"

    @property
    def is_minor(self) -> bool:
        """Whether this is not the usual next step."""
        return not self.action.is_usual_next


LATE = 31
"""Days between the date of an issue and its publication from which the user is warned."""
NAMED = 5


@dataclass(frozen=True, slots=True)
class Event:
    record: Transition
    label: str
    who: str


def steps_of(issue: Issue, user: User, tally: Tally) -> list[Step]:
    return [_step(action, issue, user, tally) for action in available_actions(issue, user)]


def _step(action: Action, issue: Issue, user: User, tally: Tally) -> Step:
    match action.key:
        case "approve":
            refusal = why_not_approve(issue, user) if tally.why_refused is None else tally.why_refused
            return Step(
                action,
                refusal or _unsettled(tally),
                _warning(tally) + warning_before_signing(issue, user),
                issue.stage_name if issue.has_stages else "",
            )
        case "submit":
            return Step(action, _not_ready(tally), _untouched(tally) + warning_before_submitting(issue, user))
        case "publish":
            return Step(action, "", warned_of_date(issue) + _named_unmarked(tally))
        case "abandon":
            return Step(action, "", warning_before_abandoning(issue))
        case "schedule" if issue.publish_at:
            return Step(action, "", at=timezone.localtime(issue.publish_at).strftime("%Y-%m-%dT%H:%M"))
    return Step(action, "")


def warned_of_date(issue: Issue) -> str:
    """Warns if the issue would be published long before or after its date. A correction has the date of the first edition."""
    days = days_until(issue.date)
    if days <= 0 and (days >= -LATE or issue.is_correction):
        return ""
    wait = "要到那天再发布，请用“定时发布”。" if days > 0 else "日期不对的，请先“退回修改”，改好再送审。"
    return (
        f"出刊日期是 {format_day(issue.date)}，今天是 {format_day(timezone.localdate())}，现在就发布？{wait}"
    )


def _named_unmarked(tally: Tally) -> str:
    """Empty if no entry was marked: then the reviewer has read the issue as a unit."""
    if not 0 < len(tally.unmarked) < tally.total:
        return ""
    titles = "、".join(f"“{shortened(title, 30)}”" for title in tally.unmarked[:NAMED])
    more = f"等 {len(tally.unmarked)} 条" if len(tally.unmarked) > NAMED else ""
    return f"审核时没有标记的条目：{titles}{more}。"


def _unsettled(tally: Tally) -> str:
    return (
        f"还有 {tally.needs_change} 条“需修改”。请“退回修改”；已经改好的，改标“通过”"
        if tally.needs_change
        else ""
    )


def _warning(tally: Tally) -> str:
    """Names the entries without a verdict, for reviewers who judge entry by entry; others need no warning."""
    unmarked = tally.total - tally.marked if tally.marked else 0
    left = [f"还有 {unmarked} 条未标记。"] if unmarked > 0 else []
    left += [f"还有 {tally.unresolved} 条审稿意见没有标为已解决。"] if tally.unresolved else []
    return "".join(left)


def _untouched(tally: Tally) -> str:
    """Only a warning: an answer to the comment may be enough."""
    return (
        f"有 {tally.untouched} 条“需修改”还没有改过；如果已在回复里说明，可以送审。"
        if tally.untouched
        else ""
    )


def _not_ready(tally: Tally) -> str:
    if not tally.total:
        return "本期还没有条目"
    if tally.unfinished:
        return f"还有 {tally.unfinished} 条没有写完"
    return f"还有 {tally.open} 条审稿意见没有回复，请逐条回复" if tally.open else ""


def event_of(record: Transition) -> Event:
    return Event(record, label_of(record), signature(record.actor))
