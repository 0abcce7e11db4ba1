"""The workflow as the compose page shows it: what this person can do now, what stands in the way, what was done."""

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
from issues.workflow.transitions import ACTIONS, Action, available_actions


@dataclass(frozen=True, slots=True)
class Tally:
    """How many entries there are, are not written to the end, need a change, were not touched since one was asked for,
    are marked at all, and the titles of those that are not; how many comments wait for an answer, and are not resolved.
    `why_refused` says why this person may not approve, None where nobody asked yet."""

    total: int = 0
    unfinished: int = 0
    open: int = 0
    unresolved: int = 0
    needs_change: int = 0
    untouched: int = 0
    marked: int = 0
    unmarked: tuple[str, ...] = ()
    refusal: str | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """A workflow button; `obstacle` says why it would be refused now, `warning` what is left to be settled."""

    action: Action
    obstacle: str
    warning: str = ""
    stage: str = ""
    """What is passed, where the review has several stages."""
    at: str = ""
    """The time that is set already, as `datetime-local` has it."""

    @property
    def label(self) -> str:
        if self.at:
            return "改时间"
        return f"{self.stage}通过" if self.stage else self.action.label

    @property
    def consequence(self) -> str:
        """What to know before confirming; "" where the button acts at once, as it can be undone."""
        return CONSEQUENCES.get(self.action.key, "")

    @property
    def note_label(self) -> str:
        needed = (
            f"{self.action.needs_note}（必填）"
            if self.action.needs_note
            else "附言（可不填；记入流转记录，读者看不到）"
        )
        return NOTE_LABELS.get(self.action.key, needed)

    @property
    def must_explain(self) -> bool:
        """A return explains itself where there are comments, which the server knows."""
        return bool(self.action.needs_note) and self.action.key != "return"

    @property
    def lists_unwritten(self) -> bool:
        """Whether its obstacle names the entries that are not written to the end."""
        return self.action.key == "submit"

    @property
    def is_minor(self) -> bool:
        """Not where the work usually goes next."""
        return self.action.key in MINOR


LATE = 31
"""Days after the date of an issue from which publishing it is asked about."""
NAMED = 5

MINOR = {
    "recall",
    "return",
    "unreturn",
    "unapprove",
    "schedule",
    "unschedule",
    "withdraw",
    "correct",
    "abandon",
}

CONSEQUENCES = {
    "submit": "送审后内容锁定，等审核人审核；审核人处理之前，可以“撤回送审”。",
    "approve": "通过后由您署名，对现在这份内容负责；以后再有改动，须重新送审。",
    "return": "退回后编辑可以修改本期，改好再送审。",
    "unreturn": "撤销退回后，本期回到待审核，编辑不能再改。退回和撤销都留在流转记录里。",
    "unapprove": "撤销后本期回到待审核，您的署名一并取消。通过和撤销都留在流转记录里。",
    "schedule": "到时自动发布。发布前再核对一次，内容若与审核通过时不一致，就不发布并通知您。到时之前可以取消。",
    "abandon": "内容恢复为已发布的版本。这次新写的条目移到素材库，改过的文字可在“修改记录”里找回。",
    "publish": "发布后读者马上可以看到本期，内容不能再改，只能发起勘误。",
    "withdraw": "撤下后读者看不到本期，只看到下面写的撤下原因（原样显示）。",
    "correct": "在已发布内容上起草新版；新版发布前，读者仍看到原来的内容。勘误说明会原样登在新版上。",
}

NOTE_LABELS = {
    "return": "退回原因（已逐条写了意见的，可不填）",
    "submit": "给审核人的话（可不填）",
}


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
            refusal = why_not_approve(issue, user) if tally.refusal is None else tally.refusal
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
    """Of an issue that would come out long before or after the day that it bears. A correction bears its old one."""
    days = days_until(issue.date)
    if days <= 0 and (days >= -LATE or issue.is_correction):
        return ""
    wait = "要到那天再发布，请用“定时发布”。" if days > 0 else "日期不对的，请先“退回修改”，改好再送审。"
    return (
        f"出刊日期是 {format_day(issue.date)}，今天是 {format_day(timezone.localdate())}，现在就发布？{wait}"
    )


def _named_unmarked(tally: Tally) -> str:
    """As on approving: who marks none has read it in one go."""
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
    """Who marks entry by entry is told of what is left out; who reads in one go is not."""
    unmarked = tally.total - tally.marked if tally.marked else 0
    left = [f"还有 {unmarked} 条未标记。"] if unmarked > 0 else []
    left += [f"还有 {tally.unresolved} 条审稿意见没有标为已解决。"] if tally.unresolved else []
    return "".join(left)


def _untouched(tally: Tally) -> str:
    """An answer may be enough, so this stands in nobody's way."""
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
    action = ACTIONS.get(record.action)
    label = action.label if action else record.action
    return Event(record, f"{label}（{record.stage}）" if record.stage else label, signature(record.actor))


HINTS: dict[str, str] = {
    Issue.Status.SUBMITTED: "已送审，内容已锁定。如需修改，请先“撤回送审”。",
    Issue.Status.RETURNED: "已退回修改。请按退回原因和审稿意见修改，逐条回复，再送审。",
    Issue.Status.APPROVED: "审核已通过，可以发布。如需修改，请审核人“退回修改”。",
    Issue.Status.PUBLISHED: "已发布，内容已锁定。如有差错，请按“发起勘误”，改好后再送审、发布。",
    Issue.Status.WITHDRAWN: "已撤下，读者现在看不到本期。要改正后重新发布，请按“发起勘误”。",
}


REVIEW_HINTS: dict[str, str] = {
    Issue.Status.DRAFT: "编辑正在编写，送审之后由您审核。",
    Issue.Status.SUBMITTED: "请逐条审阅全文：标“通过”或“需修改”，提意见，再“审核通过”或“退回修改”。",
    Issue.Status.RETURNED: "已退回编辑修改，重新送审之后由您审核。",
    Issue.Status.APPROVED: "审核已通过，可以发布；发布之前仍可“退回修改”。",
}


def hint_for(issue: Issue, user: User) -> str:
    """The next thing to know for an editor, or else for a reviewer."""
    if user.has_perm("issues.change_issue"):
        return HINTS.get(issue.status, "")
    if not user.has_perm("issues.review_issue"):
        return ""
    if issue.status == Issue.Status.SUBMITTED and why_not_approve(issue, user):
        return f"本期{issue.standing}，这一步不由您来做。"
    return REVIEW_HINTS.get(issue.status, "")
