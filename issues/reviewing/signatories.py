"""Whose name the issue bears as 审核, and who really passes it: told where they differ, refused nowhere, as an old issue
may name somebody who has no account."""

from django.contrib.auth.models import User
from django.db.models import Q

from issues.actor import signature
from issues.models import Issue
from issues.reviewing.people import users_with_permission
from issues.reviewing.rounds import approvals_in_force

S = Issue.Status
OPEN = (S.DRAFT, S.RETURNED, S.SUBMITTED)
HOW = "清空这一栏，审核通过时自动署名"


def name_notice(issue: Issue) -> str:
    """For the compose page; "" where nothing speaks against the name."""
    if not issue.reviewer:
        return ""
    if issue.status in OPEN and not _is_reviewer(issue.reviewer):
        return (
            f"刊头“审核”填的是“{issue.reviewer}”，没有这个名字的审核账号{_printed(issue)}。"
            f"补录往期可不管；否则请{HOW}。"
        )
    signer = _signer(issue) if issue.status == S.APPROVED else None
    if signer and not _names(issue.reviewer, signer):
        return (
            f"刊头“审核”填的是“{issue.reviewer}”，审核通过的是{signature(signer)}{_printed(issue)}。"
            f"如果填错了，请“退回修改”，{HOW}。"
        )
    return ""


def warning_before_signing(issue: Issue, by: User) -> str:
    """For whoever is about to pass the last stage."""
    if not (issue.reviewer and issue.is_last_stage) or _names(issue.reviewer, by):
        return ""
    return (
        f"刊头“审核”填的是“{issue.reviewer}”，不是您（{signature(by)}）{_printed(issue)}。"
        f"如果应当是您，请先“退回修改”，请编辑{HOW}。"
    )


def _printed(issue: Issue) -> str:
    """What becomes of it, once it is settled in how many stages the issue is reviewed."""
    if not issue.stages:
        return ""
    if issue.has_stages:
        return "，刊末按审次署名，不印这个名字"
    return f"，刊末会印“审核：{issue.reviewer}”"


def _names(typed: str, user: User) -> bool:
    """Several may have been typed in, with blanks between 姓 and 名."""
    return signature(user) in "".join(typed.split())


def _is_reviewer(typed: str) -> bool:
    may = Q(pk__in=users_with_permission("review_issue").values("pk")) | Q(is_superuser=True)
    return any(_names(typed, user) for user in User.objects.filter(may, is_active=True))


def _signer(issue: Issue) -> User | None:
    """Reads the issue's transitions alone, which come newest first."""
    history = [record for record in issue.transitions.all() if record.revision == issue.revision]
    approvals = approvals_in_force(reversed(history))
    return approvals[-1].actor if approvals else None
