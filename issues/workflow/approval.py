"""From 送审 to 审核通过 and back: what these actions require, whose names they sign, and what undoing them restores."""

from dataclasses import replace
from typing import Any

from django.contrib.auth.models import User

from issues.actor import signature
from issues.document import Document
from issues.models import Issue, Transition
from issues.reviewing.conversations import open_threads
from issues.reviewing.rounds import (
    ApprovalEffect,
    actions_that,
    approvals_in_force,
    approvals_of,
    effect_of,
    planned_stages,
)
from issues.reviewing.verdicts import needing_change, unlock_changed
from issues.workflow.action import UNSCHEDULED, ActionCall

S = Issue.Status


def sign_editor(call: ActionCall) -> dict[str, Any]:
    return {"signatures": [], "editor": call.issue.editor or signature(call.by)}


def begin_round(call: ActionCall) -> dict[str, Any]:
    return {"stages": planned_stages(), "stage": 0}


def after_approval(issue: Issue) -> str:
    return S.APPROVED if issue.is_last_stage else S.SUBMITTED


def sign_stage(call: ActionCall) -> dict[str, Any]:
    """Each of several stages is signed. The last one, or the only one, is also the signature 审核."""
    issue, name = call.issue, signature(call.by)
    names: dict[str, Any] = {}
    if issue.has_stages:
        names["signatures"] = [*issue.signatures, {"stage": issue.stage_name, "name": name}]
    if issue.is_last_stage:
        names["reviewer"] = issue.reviewer or name
    return names


def approve(call: ActionCall) -> dict[str, Any]:
    if call.issue.is_last_stage:
        return {"approved_digest": call.document.digest}
    return {"stage": call.issue.stage + 1}


def void_approval(call: ActionCall) -> dict[str, Any]:
    return {"approved_digest": "", "signatures": [], **UNSCHEDULED, **_without_signature(call.issue)}


def _without_signature(issue: Issue) -> dict[str, str]:
    """Restores the reviewer's name as it was when the issue was submitted. The approval had signed it, so it goes with
    the approval, even where its owner was renamed since; a name that an editor had typed stays."""
    sent = issue.transitions.filter(
        action__in=actions_that(ApprovalEffect.ROUND_BEGUN), revision=issue.revision
    ).first()
    return {"reviewer": _seen_in(issue, sent.digest).reviewer} if sent else {}


def hand_back(call: ActionCall) -> dict[str, Any]:
    """Passed entries are locked from now on, so an entry that was changed after it passed is unlocked first."""
    unlock_changed(call.issue, call.document, by=call.by)
    return void_approval(call)


def has_open_comments(call: ActionCall) -> bool:
    return bool(open_threads(call.issue)) or bool(needing_change(call.issue))


def not_signed_by_them(call: ActionCall) -> str | None:
    approvals = approvals_of(call.issue)
    if not approvals:
        return "还没有人审核通过，无可撤销"
    if approvals[-1].actor_id != call.by.pk:
        return f"这是{signature(approvals[-1].actor)}审核通过的，只能由本人撤销；您可以“退回修改”"
    return None


def has_approved(issue: Issue, user: User) -> bool:
    """Whether the latest approval is by this person and counts in the present status."""
    return _did_last(user, issue, ApprovalEffect.GIVEN) and (issue.status == S.APPROVED or issue.stage > 0)


def has_returned(issue: Issue, user: User) -> bool:
    return _did_last(user, issue, ApprovalEffect.RETURNED)


def _did_last(user: User, issue: Issue, effect: ApprovalEffect) -> bool:
    return next((t.actor_id == user.pk for t in issue.transitions.all() if effect_of(t) is effect), False)


def back_to_stage(call: ActionCall) -> dict[str, Any]:
    stage = len(approvals_of(call.issue)) - 1
    return void_approval(call) | {"stage": stage, "signatures": call.issue.signatures[:stage]}


def not_returned_by_them(call: ActionCall) -> str | None:
    back = _last_return(call.issue)
    if back is None or back.actor_id != call.by.pk:
        return f"这是{signature(back.actor)}退回的，只能由本人撤销" if back else "本期没有被退回"
    if _unsigned(call.document).digest != _unsigned(_seen_in(call.issue, back.digest)).digest:
        return "退回之后编辑已经动手修改，不能再撤销退回；请等重新送审"
    return None


def _last_return(issue: Issue) -> Transition | None:
    returns = issue.transitions.filter(action__in=actions_that(ApprovalEffect.RETURNED))
    return returns.select_related("actor").first()


def _seen_in(issue: Issue, digest: str) -> Document:
    return issue.snapshots.get(digest=digest).document


def _unsigned(document: Document) -> Document:
    return replace(document, reviewer="", signatures=())


def resume_round(call: ActionCall) -> dict[str, Any]:
    """Goes back to the stage before the return. The approval of the last stage has to be given again."""
    issue = call.issue
    approvals = _before_return(issue)[: len(issue.stages) - 1]
    names = [{"stage": record.stage, "name": signature(record.actor)} for record in approvals]
    return {"stage": len(approvals), "signatures": names if issue.has_stages else []}


def _before_return(issue: Issue) -> list[Transition]:
    back = _last_return(issue)
    if back is None:
        return []
    history = issue.transitions.filter(revision=issue.revision, pk__lt=back.pk).select_related("actor")
    return approvals_in_force(history.order_by("pk"))
