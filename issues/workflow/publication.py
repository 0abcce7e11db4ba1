"""What readers see: publishing, at once or at a set time, taking down, and corrections."""

from typing import Any, cast

from django.db.models import F
from django.utils import timezone

from issues.actor import acting_as
from issues.document import as_json
from issues.editing.storing import restore
from issues.models import Edition, Issue
from issues.refusals import Unmet
from issues.reviewing.verdicts import unlock_all
from issues.workflow import editions
from issues.workflow.action import UNSCHEDULED, Performance
from issues.workflow.approval import void_approval

S = Issue.Status


def not_as_signed(act: Performance) -> str | None:
    drafted = act.draft.document.digest if act.draft else ""
    if not act.document.digest == drafted == act.issue.approved_digest:
        return "内容与审核通过时不一致，不能发布。请审核人“退回修改”，再送审"
    return None


def put_online(act: Performance) -> dict[str, Any]:
    note = _correction_note(act.issue)
    try:
        edition = editions.freeze(act.issue, act.draft, by=act.by, note=note)  # type: ignore[arg-type]  # there, as `prints` says
    except OSError as error:
        raise Unmet("没有发布：PDF 无法保存，请管理员检查磁盘空间和文件夹权限") from error
    return {"edition": edition, "withdrawn_at": None, "withdrawal_note": "", **UNSCHEDULED}


def _correction_note(issue: Issue) -> str:
    correction = issue.transitions.filter(action="correct", revision=issue.revision).first()
    return correction.note if correction else ""


def take_offline(act: Performance) -> dict[str, Any]:
    return {"withdrawn_at": timezone.now(), "withdrawal_note": act.note}


def not_online(act: Performance) -> str | None:
    return None if act.issue.is_online else "读者现在看不到本期，无需撤下"


def begin_revision(act: Performance) -> dict[str, Any]:
    """Whoever begins it writes the note that readers see, and so is no second pair of eyes."""
    state = {"revision": F("revision") + 1, "revised_by": [act.by.pk]}
    return state | void_approval(act)


def not_a_correction(act: Performance) -> str | None:
    edition = act.issue.edition
    return None if edition and edition.revision < act.issue.revision else "本期没有正在进行的勘误"


def as_published(act: Performance) -> dict[str, Any]:
    """The rows are again what the edition says; the next correction takes the number that becomes free."""
    edition = cast(Edition, act.issue.edition)
    unlock_all(act.issue, by=act.by)
    with acting_as(act.by):
        restore(act.issue, edition.document)
    return {
        "revision": edition.revision,
        "approved_digest": edition.digest,
        "signatures": as_json(edition.document.signatures),
        **UNSCHEDULED,
    }


def back_where_published(issue: Issue) -> str:
    return S.PUBLISHED if issue.is_online else S.WITHDRAWN


def not_in_future(act: Performance) -> str | None:
    if act.at is None:
        return "请填写发布的日期和时间"
    return None if act.at > timezone.now() else "定时发布的时间已经过去，请填将来的时间，或直接发布"


def not_scheduled(act: Performance) -> str | None:
    return None if act.issue.publish_at else "本期没有定时发布"
