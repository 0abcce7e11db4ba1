"""The table of the workflow: who may do what from where, what must hold, and what else it changes.

Only `issues.state.workflow.perform` carries these out.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, cast

from django.contrib.auth.models import User
from django.db.models import F
from django.utils import timezone

from issues.acting import acting_as, signature
from issues.document import Document, as_json
from issues.models import Edition, Issue, Transition
from issues.refusing import Unmet
from issues.reviewing.commenting import open_threads, why_unanswered
from issues.reviewing.judging import needing_change, open_all, open_changed, why_unsettled
from issues.reviewing.rounds import planned_stages, signed, standing_approvals
from issues.reviewing.rules import why_not_approve, why_not_submit
from issues.state import publishing
from issues.storing import restore

S = Issue.Status


@dataclass(frozen=True)
class Act:
    """An issue in the middle of an action, its row locked."""

    issue: Issue
    by: User
    note: str
    document: Document
    draft: publishing.Draft | None = None
    at: datetime | None = None


Guard = Callable[[Act], str | None]
Effect = Callable[[Act], dict[str, Any]]


@dataclass(frozen=True, kw_only=True)
class Action:
    """`moves`: source → target status, but where `onward` says otherwise. `needs_note` is what the note is called
    that must be given, unless `without_note` finds that nothing is left to explain. `guards` say why not; `signs`
    gives names to write before the digest is taken, `effect` further state; what `prints` has its PDF ready before
    the lock; what `needs_time` is given one.
    """

    key: str
    label: str
    permission: str
    moves: Mapping[str, str]
    onward: Callable[[Issue], str] | None = None
    needs_note: str = ""
    without_note: Callable[[Act], bool] = lambda act: False
    needs_time: bool = False
    signs: Effect = lambda act: {}
    prints: bool = False
    guards: tuple[Guard, ...] = ()
    effect: Effect = lambda act: {}

    def target(self, issue: Issue) -> str:
        return self.onward(issue) if self.onward else self.moves[issue.status]


UNSCHEDULED: dict[str, Any] = {"publish_at": None, "scheduled_by": None}


def _sign_editor(act: Act) -> dict[str, Any]:
    return {"signatures": [], "editor": act.issue.editor or signature(act.by)}


def _begin_round(act: Act) -> dict[str, Any]:
    return {"stages": planned_stages(), "stage": 0}


def _is_last_stage(issue: Issue) -> bool:
    return issue.stage + 1 >= len(issue.stages)


def _after_approval(issue: Issue) -> str:
    return S.APPROVED if _is_last_stage(issue) else S.SUBMITTED


def _sign_stage(act: Act) -> dict[str, Any]:
    """Where there are several stages each is signed by itself, and the last is 审核."""
    issue, name = act.issue, signature(act.by)
    names: dict[str, Any] = {}
    if issue.has_stages:
        names["signatures"] = [*issue.signatures, {"stage": issue.stage_name, "name": name}]
    if _is_last_stage(issue):
        names["reviewer"] = issue.reviewer or name
    return names


def _approve(act: Act) -> dict[str, Any]:
    if _is_last_stage(act.issue):
        return {"approved_digest": act.document.digest}
    return {"stage": act.issue.stage + 1}


def _void_approval(act: Act) -> dict[str, Any]:
    return {"approved_digest": "", "signatures": [], **UNSCHEDULED, **_without_signature(act.issue)}


def _without_signature(issue: Issue) -> dict[str, str]:
    """The name that an approval put in goes with it: the next may be another's. One that was typed in stays."""
    approval = issue.transitions.filter(action="approve").select_related("actor").first()
    return {"reviewer": ""} if approval and issue.reviewer == signature(approval.actor) else {}


def _hand_back(act: Act) -> dict[str, Any]:
    """From now on what passed is locked, and so has to be what was passed."""
    open_changed(act.issue, act.document, by=act.by)
    return _void_approval(act)


def _has_open_remarks(act: Act) -> bool:
    return bool(open_threads(act.issue)) or bool(needing_change(act.issue))


def _not_signed_by_them(act: Act) -> str | None:
    approvals = signed(act.issue)
    if not approvals:
        return "还没有人审核通过，无可撤销"
    if approvals[-1].actor_id != act.by.pk:
        return f"这是{signature(approvals[-1].actor)}审核通过的，只能由本人撤销；您可以“退回修改”"
    return None


def _back_to_stage(act: Act) -> dict[str, Any]:
    stage = len(signed(act.issue)) - 1
    return _void_approval(act) | {"stage": stage, "signatures": act.issue.signatures[:stage]}


def _not_returned_by_them(act: Act) -> str | None:
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


def _resume_round(act: Act) -> dict[str, Any]:
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
    return standing_approvals(history.order_by("pk"))


def _not_as_signed(act: Act) -> str | None:
    drafted = act.draft.document.digest if act.draft else ""
    if not act.document.digest == drafted == act.issue.approved_digest:
        return "内容与审核通过时不一致，不能发布；请退回修改后重新送审"
    return None


def _put_online(act: Act) -> dict[str, Any]:
    note = _correction_note(act.issue)
    try:
        edition = publishing.freeze(act.issue, act.draft, by=act.by, note=note)  # type: ignore[arg-type]
    except OSError as error:
        raise Unmet(f"未发布：PDF 存不下来（{error.strerror}），请管理员检查磁盘和文件夹") from error
    return {"edition": edition, "withdrawn_at": None, "withdrawal_note": "", **UNSCHEDULED}


def _correction_note(issue: Issue) -> str:
    correction = issue.transitions.filter(action="correct", revision=issue.revision).first()
    return correction.note if correction else ""


def _take_offline(act: Act) -> dict[str, Any]:
    return {"withdrawn_at": timezone.now(), "withdrawal_note": act.note}


def _not_online(act: Act) -> str | None:
    return None if act.issue.is_online else "本期没有在线的版本，无需撤下"


def _begin_revision(act: Act) -> dict[str, Any]:
    """Whoever begins it writes the note that readers see, and so is no second pair of eyes."""
    state = {"revision": F("revision") + 1, "revised_by": [act.by.pk]}
    return state | _void_approval(act)


def _not_a_correction(act: Act) -> str | None:
    edition = act.issue.edition
    return None if edition and edition.revision < act.issue.revision else "本期没有正在进行的勘误"


def _as_published(act: Act) -> dict[str, Any]:
    """The rows are again what the edition says; the next correction takes the number that becomes free."""
    edition = cast(Edition, act.issue.edition)
    open_all(act.issue, by=act.by)
    with acting_as(act.by):
        restore(act.issue, edition.document)
    return {
        "revision": edition.revision,
        "approved_digest": edition.digest,
        "signatures": as_json(edition.document.signatures),
        **UNSCHEDULED,
    }


def _back_where_published(issue: Issue) -> str:
    return S.PUBLISHED if issue.is_online else S.WITHDRAWN


def _not_in_future(act: Act) -> str | None:
    if act.at is None:
        return "请填写发布的日期和时间"
    return None if act.at > timezone.now() else "定时发布的时间已经过去，请填将来的时间，或直接发布"


def _not_scheduled(act: Act) -> str | None:
    return None if act.issue.publish_at else "本期没有定时发布"


ACTIONS = {
    action.key: action
    for action in (
        Action(
            key="submit",
            label="送审",
            permission="issues.submit_issue",
            moves={S.DRAFT: S.SUBMITTED, S.RETURNED: S.SUBMITTED},
            signs=_sign_editor,
            guards=(
                lambda act: why_not_submit(act.issue, act.document),
                lambda act: why_unanswered(act.issue),
            ),
            effect=_begin_round,
        ),
        Action(
            key="recall",
            label="撤回送审",
            permission="issues.submit_issue",
            moves={S.SUBMITTED: S.DRAFT},
            effect=_void_approval,
        ),
        Action(
            key="return",
            label="退回修改",
            permission="issues.review_issue",
            moves={S.SUBMITTED: S.RETURNED, S.APPROVED: S.RETURNED},
            needs_note="退回原因",
            without_note=_has_open_remarks,
            effect=_hand_back,
        ),
        Action(
            key="unreturn",
            label="撤销退回",
            permission="issues.review_issue",
            moves={S.RETURNED: S.SUBMITTED},
            guards=(_not_returned_by_them,),
            effect=_resume_round,
        ),
        Action(
            key="approve",
            label="审核通过",
            permission="issues.review_issue",
            moves={S.SUBMITTED: S.APPROVED},
            onward=_after_approval,
            signs=_sign_stage,
            guards=(
                lambda act: why_not_approve(act.issue, act.by),
                lambda act: why_unsettled(act.issue),
                lambda act: why_not_submit(act.issue, act.document),
            ),
            effect=_approve,
        ),
        Action(
            key="unapprove",
            label="撤销通过",
            permission="issues.review_issue",
            # After a stage that is not the last the issue waits for the next one.
            moves={S.APPROVED: S.SUBMITTED, S.SUBMITTED: S.SUBMITTED},
            guards=(_not_signed_by_them,),
            effect=_back_to_stage,
        ),
        Action(
            key="publish",
            label="发布",
            permission="issues.publish_issue",
            moves={S.APPROVED: S.PUBLISHED},
            prints=True,
            guards=(_not_as_signed,),
            effect=_put_online,
        ),
        Action(
            key="schedule",
            label="定时发布",
            permission="issues.publish_issue",
            moves={S.APPROVED: S.APPROVED},
            needs_time=True,
            guards=(_not_in_future,),
            effect=lambda act: {"publish_at": act.at, "scheduled_by": act.by},
        ),
        Action(
            key="unschedule",
            label="取消定时",
            permission="issues.publish_issue",
            moves={S.APPROVED: S.APPROVED},
            guards=(_not_scheduled,),
            effect=lambda act: UNSCHEDULED,
        ),
        Action(
            key="withdraw",
            label="撤下",
            permission="issues.withdraw_issue",
            # While a correction is drafted its predecessor is online, and can be taken down all the same.
            moves={
                S.PUBLISHED: S.WITHDRAWN,
                **{s: s for s in (S.DRAFT, S.SUBMITTED, S.RETURNED, S.APPROVED)},
            },
            needs_note="撤下原因",
            guards=(_not_online,),
            effect=_take_offline,
        ),
        Action(
            key="correct",
            label="勘误",
            permission="issues.correct_issue",
            moves={S.PUBLISHED: S.DRAFT, S.WITHDRAWN: S.DRAFT},
            needs_note="勘误说明",
            effect=_begin_revision,
        ),
        Action(
            key="abandon",
            label="放弃勘误",
            permission="issues.correct_issue",
            moves={S.DRAFT: S.PUBLISHED, S.RETURNED: S.PUBLISHED},
            onward=_back_where_published,
            needs_note="放弃的原因",
            guards=(_not_a_correction,),
            effect=_as_published,
        ),
    )
}
