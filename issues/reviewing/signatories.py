"""Whose name the issue bears as 审核, and who really passes it: told where they differ, refused nowhere, as an old issue
may name somebody who has no account."""

from django.contrib.auth.models import User
from django.db.models import Q

from issues.acting import signature
from issues.models import Issue
from issues.reviewing.people import able
from issues.reviewing.rounds import standing_approvals

S = Issue.Status
OPEN = (S.DRAFT, S.RETURNED, S.SUBMITTED)
HOW = "把刊头的“审核”清空，通过时会自动填上审核人的名字"


def told_of_name(issue: Issue) -> str:
    """For the compose page; "" where nothing speaks against the name."""
    if not issue.reviewer:
        return ""
    if issue.status in OPEN and not _is_reviewer(issue.reviewer):
        return (
            f"刊头里的“审核”写着“{issue.reviewer}”，可审核的账号里没有叫这个名字的。{_printed(issue)}"
            f"如果由别人审核，请{HOW}；补录往期时照原样即可。"
        )
    signer = _signer(issue) if issue.status == S.APPROVED else None
    if signer and not _names(issue.reviewer, signer):
        return (
            f"刊头里的“审核”写着“{issue.reviewer}”，审核通过的是{signature(signer)}。{_printed(issue)}"
            f"如果写错了，请“退回修改”，{HOW}。"
        )
    return ""


def warned_before_signing(issue: Issue, by: User) -> str:
    """For whoever is about to pass the last stage."""
    if not (issue.reviewer and issue.is_last_stage) or _names(issue.reviewer, by):
        return ""
    return (
        f"刊头里的“审核”写着“{issue.reviewer}”，不是您（{signature(by)}）。{_printed(issue)}"
        f"如果应当是您，请先“退回修改”，由编辑{HOW}。"
    )


def _printed(issue: Issue) -> str:
    """What becomes of it, once it is settled in how many stages the issue is reviewed."""
    if not issue.stages:
        return ""
    if issue.has_stages:
        return "刊末按审次署名，不印这个名字。"
    return f"刊末印的是“审核：{issue.reviewer}”。"


def _names(typed: str, user: User) -> bool:
    """Several may have been typed in, with blanks between 姓 and 名."""
    return signature(user) in "".join(typed.split())


def _is_reviewer(typed: str) -> bool:
    may = Q(pk__in=able("review_issue").values("pk")) | Q(is_superuser=True)
    return any(_names(typed, user) for user in User.objects.filter(may, is_active=True))


def _signer(issue: Issue) -> User | None:
    """Reads the issue's transitions alone, which come newest first."""
    history = [record for record in issue.transitions.all() if record.revision == issue.revision]
    approvals = standing_approvals(reversed(history))
    return approvals[-1].actor if approvals else None
