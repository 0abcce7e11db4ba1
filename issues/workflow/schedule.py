"""Publishes what was scheduled (定时发布), in the name of whoever scheduled it, with all checks of `perform`."""

import logging
from collections.abc import Callable, Iterator
from datetime import datetime

from django.db import DatabaseError
from django.utils import timezone

from issues.actor import acting_as
from issues.mail.wording import format_moment
from issues.models import Issue
from issues.refusals import ActionRefused, Stale
from issues.workflow.transitions import call_off, perform

log = logging.getLogger(__name__)
PUNCTUAL = 5
"""Minutes of delay that are not reported."""


def publish_due(*, is_stopping: Callable[[], bool] = lambda: False) -> Iterator[str]:
    """Publishes what is due, and gives a line for each issue. Where publishing is refused, the schedule is called off;
    where somebody has just acted on the issue, nothing is done."""
    due = Issue.objects.filter(status=Issue.Status.APPROVED, publish_at__lte=timezone.now())
    for issue in due.select_related("scheduled_by").order_by("publish_at"):
        if is_stopping():
            return
        if result := _publish(issue, is_stopping):
            yield f"{issue}：{result}"


def _publish(issue: Issue, is_stopping: Callable[[], bool]) -> str:
    by, at = issue.scheduled_by, issue.publish_at
    if by is None or at is None:
        return ""
    note = f"定时发布（定于 {format_moment(at)}{lateness(at)}）"
    try:
        with acting_as(by):
            perform(issue, "publish", by=by, note=note, at=at)
    except Stale:
        return ""
    except ActionRefused as refusal:
        reason = str(refusal)
    except DatabaseError:
        raise  # it cannot be recorded either; the next run tries again
    except Exception:
        log.exception("%s的定时发布出错", issue)
        reason = "系统出错，请管理员查看运行记录"
    else:
        return f"已发布{lateness(at)}"
    # Whoever stops this process may have stopped the printing first: the next run tries again.
    return (
        ""
        if is_stopping() or call_off(issue, reason=reason) is None
        else f"没有发布：{reason.removeprefix('没有发布：')}"
    )


def lateness(at: datetime) -> str:
    """How long ago `at` was, as words to append; "" within `PUNCTUAL` minutes."""
    minutes = int((timezone.now() - at).total_seconds()) // 60
    if minutes < PUNCTUAL:
        return ""
    days, hours = divmod(minutes // 60, 24)
    parts = ((days, "天"), (hours, "小时"), (minutes % 60, "分钟"))
    return "，晚了 " + " ".join(f"{n} {unit}" for n, unit in parts if n)
