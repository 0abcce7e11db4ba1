"""Why the button of an action cannot be pressed now, and what its user should know before pressing it. Each gives a Chinese
sentence, "" where there is nothing to say. The guards of the action decide; these only save a person the attempt."""

from django.contrib.auth.models import User
from django.utils import timezone

from issues.document.partial_date import format_day
from issues.editing.moved_entries import warning_before_abandoning
from issues.mail.wording import shortened
from issues.models import Issue
from issues.reviewing.rules import why_not_approve
from issues.reviewing.signatories import warning_before_signing
from issues.reviewing.staffing import warning_before_submitting
from issues.workflow.tally import Tally

LATE = 31
"""Days between the date of an issue and its publication from which the user is warned."""
NAMED = 5


def why_not_ready(issue: Issue, user: User, tally: Tally) -> str:
    if not tally.total:
        return "本期还没有条目"
    if tally.unfinished:
        return f"还有 {tally.unfinished} 条没有写完"
    return f"还有 {tally.open} 条审稿意见没有回复，请逐条回复" if tally.open else ""


def before_submitting(issue: Issue, user: User, tally: Tally) -> str:
    """Entries that were not changed are only a warning: an answer to the comment may be enough."""
    untouched = (
        f"有 {tally.untouched} 条“需修改”还没有改过；如果已在回复里说明，可以送审。"
        if tally.untouched
        else ""
    )
    return untouched + warning_before_submitting(issue, user)


def why_not_passable(issue: Issue, user: User, tally: Tally) -> str:
    refusal = why_not_approve(issue, user) if tally.why_refused is None else tally.why_refused
    changes = f"还有 {tally.needs_change} 条“需修改”。请“退回修改”；已经改好的，改标“通过”"
    return refusal or (changes if tally.needs_change else "")


def before_approving(issue: Issue, user: User, tally: Tally) -> str:
    """Counts the entries without a verdict, for reviewers who judge entry by entry; others need no warning."""
    unmarked = tally.total - tally.marked if tally.marked else 0
    left = [f"还有 {unmarked} 条未标记。"] if unmarked > 0 else []
    left += [f"还有 {tally.unresolved} 条审稿意见没有标为已解决。"] if tally.unresolved else []
    return "".join(left) + warning_before_signing(issue, user)


def before_publishing(issue: Issue, user: User, tally: Tally) -> str:
    return _warning_of_date(issue) + _named_unmarked(tally)


def before_abandoning(issue: Issue, user: User, tally: Tally) -> str:
    return warning_before_abandoning(issue)


def _warning_of_date(issue: Issue) -> str:
    """Warns if the issue would be published long before or after its date. A correction has the date of the first edition."""
    today = timezone.localdate()
    days = (issue.date - today).days
    if days <= 0 and (days >= -LATE or issue.is_correction):
        return ""
    wait = "要到那天再发布，请用“定时发布”。" if days > 0 else "日期不对的，请先“退回修改”，改好再送审。"
    return f"出刊日期是 {format_day(issue.date)}，今天是 {format_day(today)}，现在就发布？{wait}"


def _named_unmarked(tally: Tally) -> str:
    """Empty if no entry was marked: then the reviewer has read the issue as a unit."""
    if not 0 < len(tally.unmarked) < tally.total:
        return ""
    titles = "、".join(f"“{shortened(title, 30)}”" for title in tally.unmarked[:NAMED])
    more = f"等 {len(tally.unmarked)} 条" if len(tally.unmarked) > NAMED else ""
    return f"审核时没有标记的条目：{titles}{more}。"
