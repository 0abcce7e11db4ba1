"""From 送审 to 审核通过 and back: what these actions ask, whose names they write, and what an undo takes back."""

from dataclasses import replace
from typing import Any

from issues.actor import signature
from issues.document import Document
from issues.models import Issue, Transition
from issues.reviewing.comments import open_threads
from issues.reviewing.rounds import approvals_in_force, approvals_of, planned_stages
from issues.reviewing.verdicts import needing_change, unlock_changed
from issues.workflow.action import UNSCHEDULED, Performance

S = Issue.Status


def sign_editor(act: Performance) -> dict[str, Any]:
    return {"signatures": [], "editor": act.issue.editor or signature(act.by)}


def begin_round(act: Performance) -> dict[str, Any]:
    return {"stages": planned_stages(), "stage": 0}


def after_approval(issue: Issue) -> str:
    return S.APPROVED if issue.is_last_stage else S.SUBMITTED


def sign_stage(act: Performance) -> dict[str, Any]:
    """Where there are several stages each is signed by itself, and the last is 审核."""
    issue, name = act.issue, signature(act.by)
    names: dict[str, Any] = {}
    if issue.has_stages:
        names["signatures"] = [*issue.signatures, {"stage": issue.stage_name, "name": name}]
    if issue.is_last_stage:
        names["reviewer"] = issue.reviewer or name
    return names


def approve(act: Performance) -> dict[str, Any]:
    if act.issue.is_last_stage:
        return {"approved_digest": act.document.digest}
    return {"stage": act.issue.stage + 1}


def void_approval(act: Performance) -> dict[str, Any]:
    return {"approved_digest": "", "signatures": [], **UNSCHEDULED, **_without_signature(act.issue)}


def _without_signature(issue: Issue) -> dict[str, str]:
    """The name that an approval put in goes with it, whatever its owner is called by now: the next may be another's.
    One that was typed in before it was sent for review stays."""
    sent = issue.transitions.filter(action="submit", revision=issue.revision).first()
    return {"reviewer": _seen_in(issue, sent.digest).reviewer} if sent else {}


def hand_back(act: Performance) -> dict[str, Any]:
    """From now on what passed is locked, and so has to be what was passed."""
    unlock_changed(act.issue, act.document, by=act.by)
    return void_approval(act)


def has_open_remarks(act: Performance) -> bool:
    return bool(open_threads(act.issue)) or bool(needing_change(act.issue))


def not_signed_by_them(act: Performance) -> str | None:
    approvals = approvals_of(act.issue)
    if not approvals:
        return "还没有人审核通过，无可撤销"
    if approvals[-1].actor_id != act.by.pk:
        return f"这是{signature(approvals[-1].actor)}审核通过的，只能由本人撤销；您可以“退回修改”"
    return None


def back_to_stage(act: Performance) -> dict[str, Any]:
    stage = len(approvals_of(act.issue)) - 1
    return void_approval(act) | {"stage": stage, "signatures": act.issue.signatures[:stage]}


def not_returned_by_them(act: Performance) -> str | None:
    back = act.issue.transitions.filter(action="return").select_related("actor").first()
    if back is None or back.actor_id != act.by.pk:
        return f"这是{signature(back.actor)}退回的，只能由本人撤销" if back else "本期没有被退回"
    if _unsigned(act.document).digest != _unsigned(_seen_in(act.issue, back.digest)).digest:
        return "退回之后编辑已经动手修改，不能再撤销退回；请等重新送审"
    return None


def _seen_in(issue: Issue, digest: str) -> Document:
    return issue.snapshots.get(digest=digest).document


def _unsigned(document: Document) -> Document:
    return replace(document, reviewer="", signatures=())


def resume_round(act: Performance) -> dict[str, Any]:
    """As it stood before the return; an approval that the return voided has to be given again."""
    issue = act.issue
    standing = _before_return(issue)[: len(issue.stages) - 1]
    names = [{"stage": record.stage, "name": signature(record.actor)} for record in standing]
    return {"stage": len(standing), "signatures": names if issue.has_stages else []}


def _before_return(issue: Issue) -> list[Transition]:
    back = issue.transitions.filter(action="return").first()
    if back is None:
        return []
    history = issue.transitions.filter(revision=issue.revision, pk__lt=back.pk).select_related("actor")
    return approvals_in_force(history.order_by("pk"))
