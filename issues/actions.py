"""The table of the workflow: who may do what from where, what must hold, and what else it changes.

Only `issues.workflow.perform` carries these out.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import User
from django.db.models import F
from django.utils import timezone

from issues import publishing
from issues.acting import signature
from issues.document import Document
from issues.models import Issue
from issues.review import why_not_approve, why_not_submit

S = Issue.Status


class Refused(Exception):
    """The act was not carried out and nothing changed; the message is Chinese and says why."""


class Forbidden(Refused):
    """This person may not."""


class Stale(Refused):
    """The issue is not (or no longer) where this act starts from."""


class Unmet(Refused):
    """Something is still missing."""


@dataclass(frozen=True)
class Act:
    """An issue in the middle of an action, its row locked."""

    issue: Issue
    by: User
    note: str
    document: Document
    draft: publishing.Draft | None = None


Guard = Callable[[Act], str | None]
Effect = Callable[[Act], dict[str, Any]]


@dataclass(frozen=True, kw_only=True)
class Action:
    """`moves`: source → target status. `guards` say why not; `effect` gives further state to write; `signs` names
    the field that the person's name goes into where it is blank; what `prints` has its PDF ready before the lock."""

    key: str
    label: str
    permission: str
    moves: Mapping[str, str]
    needs_note: str = ""
    signs: str = ""
    prints: bool = False
    guards: tuple[Guard, ...] = ()
    effect: Effect = lambda act: {}


def _approve(act: Act) -> dict[str, Any]:
    return {"approved_digest": act.document.digest}


def _void_approval(act: Act) -> dict[str, Any]:
    return {"approved_digest": "", **_without_signature(act.issue)}


def _without_signature(issue: Issue) -> dict[str, str]:
    """The name that an approval put in goes with it: the next may be another's. One that was typed in stays."""
    approval = issue.transitions.filter(action="approve").select_related("actor").first()
    return {"reviewer": ""} if approval and issue.reviewer == signature(approval.actor) else {}


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
    return {"edition": edition, "withdrawn_at": None, "withdrawal_note": ""}


def _correction_note(issue: Issue) -> str:
    correction = issue.transitions.filter(action="correct", revision=issue.revision).first()
    return correction.note if correction else ""


def _take_offline(act: Act) -> dict[str, Any]:
    return {"withdrawn_at": timezone.now(), "withdrawal_note": act.note}


def _not_online(act: Act) -> str | None:
    return None if act.issue.is_online else "本期没有在线的版本，无需撤下"


def _begin_revision(act: Act) -> dict[str, Any]:
    """Whoever begins it writes the note that readers see, and so is no second pair of eyes."""
    state = {"revision": F("revision") + 1, "approved_digest": "", "revised_by": [act.by.pk]}
    return state | _without_signature(act.issue)


ACTIONS = {
    action.key: action
    for action in (
        Action(
            key="submit",
            label="送审",
            permission="issues.submit_issue",
            moves={S.DRAFT: S.SUBMITTED, S.RETURNED: S.SUBMITTED},
            signs="editor",
            guards=(lambda act: why_not_submit(act.issue, act.document),),
        ),
        Action(
            key="recall",
            label="撤回送审",
            permission="issues.submit_issue",
            moves={S.SUBMITTED: S.DRAFT},
        ),
        Action(
            key="return",
            label="退回修改",
            permission="issues.review_issue",
            moves={S.SUBMITTED: S.RETURNED, S.APPROVED: S.RETURNED},
            needs_note="退回原因",
            effect=_void_approval,
        ),
        Action(
            key="approve",
            label="审核通过",
            permission="issues.review_issue",
            moves={S.SUBMITTED: S.APPROVED},
            signs="reviewer",
            guards=(
                lambda act: why_not_approve(act.issue, act.by),
                lambda act: why_not_submit(act.issue, act.document),
            ),
            effect=_approve,
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
    )
}
