"""What readers see: publishing at once or at a set time, withdrawing, and corrections."""

from typing import Any, cast

from django.contrib.auth.models import User
from django.db.models import F
from django.utils import timezone

from issues.actor import acting_as
from issues.document import as_json
from issues.editing.storing import restore
from issues.models import Edition, Issue
from issues.refusals import Unmet
from issues.reviewing.verdicts import unlock_all
from issues.workflow import editions
from issues.workflow.action import UNSCHEDULED, ActionCall
from issues.workflow.approval import void_approval

S = Issue.Status


def not_as_signed(call: ActionCall) -> str | None:
    drafted = call.printed.document.digest if call.printed else ""
    if not call.document.digest == drafted == call.issue.approved_digest:
        return "内容与审核通过时不一致，不能发布。请审核人“退回修改”，再送审"
    return None


def lacks_imprint(call: ActionCall) -> str | None:
    reason = call.document.imprint.why_incomplete(call.document.publishers)
    return f"{reason}。请审核人“退回修改”，补齐后再送审" if reason else None


def put_online(call: ActionCall) -> dict[str, Any]:
    note = _correction_note(call.issue)
    try:
        edition = editions.freeze(call.issue, call.printed, by=call.by, note=note)  # type: ignore[arg-type]  # there, as `prints` says
    except OSError as error:
        raise Unmet("没有发布：PDF 无法保存，请管理员检查磁盘空间和文件夹权限") from error
    return {"edition": edition, "withdrawn_at": None, "withdrawal_note": "", **UNSCHEDULED}


def _correction_note(issue: Issue) -> str:
    correction = issue.transitions.filter(action="correct", revision=issue.revision).first()
    return correction.note if correction else ""


def take_offline(call: ActionCall) -> dict[str, Any]:
    return {"withdrawn_at": timezone.now(), "withdrawal_note": call.note}


def not_online(call: ActionCall) -> str | None:
    return None if call.issue.is_online else "读者现在看不到本期，无需撤下"


def begin_revision(call: ActionCall) -> dict[str, Any]:
    """Whoever begins a correction writes the note that readers see, and so counts as one of its editors."""
    state = {"revision": F("revision") + 1, "revised_by": [call.by.pk]}
    return state | void_approval(call)


def is_correction_begun(issue: Issue, user: User) -> bool:
    return issue.edition is not None and issue.edition.revision < issue.revision


def not_a_correction(call: ActionCall) -> str | None:
    return None if is_correction_begun(call.issue, call.by) else "本期没有正在进行的勘误"


def as_published(call: ActionCall) -> dict[str, Any]:
    """Restores the rows from the edition. The next correction gets the number of this one."""
    edition = cast(Edition, call.issue.edition)
    unlock_all(call.issue, by=call.by)
    with acting_as(call.by):
        restore(call.issue, edition.document)
    return {
        "revision": edition.revision,
        "approved_digest": edition.digest,
        "signatures": as_json(edition.document.signatures),
        **UNSCHEDULED,
    }


def back_where_published(issue: Issue) -> str:
    return S.PUBLISHED if issue.is_online else S.WITHDRAWN


def not_in_future(call: ActionCall) -> str | None:
    if call.at is None:
        return "请填写发布的日期和时间"
    return None if call.at > timezone.now() else "定时发布的时间已经过去，请填将来的时间，或直接发布"


def not_scheduled(call: ActionCall) -> str | None:
    return None if call.issue.publish_at else "本期没有定时发布"
