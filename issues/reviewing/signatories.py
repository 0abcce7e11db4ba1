"""Compares the name in the masthead field 审核 with the person who really approves. A difference is shown but never
refused, because a back issue may name somebody who has no account."""

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
    """A notice for the compose page; "" where the name is right."""
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
    """A warning for whoever is about to pass the last stage; "" where the name is theirs."""
    if not (issue.reviewer and issue.is_last_stage) or _names(issue.reviewer, by):
        return ""
    return (
        f"刊头“审核”填的是“{issue.reviewer}”，不是您（{signature(by)}）{_printed(issue)}。"
        f"如果应当是您，请先“退回修改”，请编辑{HOW}。"
    )


def _printed(issue: Issue) -> str:
    """How the name will be printed; "" before the stages of the review are known."""
    if not issue.stages:
        return ""
    if issue.has_stages:
        return "，刊末按审次署名，不印这个名字"
    return f"，刊末会印“审核：{issue.reviewer}”"


def _names(typed: str, user: User) -> bool:
    """Whether the typed text contains the user's name. It may hold several names, with blanks between 姓 and 名."""
    return signature(user) in "".join(typed.split())


def _is_reviewer(typed: str) -> bool:
    may = Q(pk__in=users_with_permission("review_issue").values("pk")) | Q(is_superuser=True)
    return any(_names(typed, user) for user in User.objects.filter(may, is_active=True))


def _signer(issue: Issue) -> User | None:
    """The person who gave the last approval in force. Reads only the issue's transitions, the newest first."""
    history = [record for record in issue.transitions.all() if record.revision == issue.revision]
    approvals = approvals_in_force(reversed(history))
    return approvals[-1].actor if approvals else None
