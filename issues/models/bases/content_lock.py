"""When the content of an issue can be changed: the lock on the issue's row, and why a change is refused."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import models

from issues.actor import current_actor
from issues.refusals import Refusal

NEEDED = ("number", "status", "stages", "stage", "revised_by")
WAYS = {
    "submitted": "确需修改，请先“撤回送审”。",
    "approved": "确需修改，请审核人先“退回修改”。",
    "published": "确需修改，请先发起“勘误”。",
    "withdrawn": "确需修改，请先发起“勘误”。",
}
"""How content can be changed again, for each status in which it is locked."""


class ContentLocked(Refusal):
    """Content cannot be changed now: the issue is locked, or the entry passed review."""


def admit_change(issue_ids: Iterable[int | None], *, writers: Iterable[int] = ()) -> None:
    """Locks these issues for the rest of the transaction and records the change, or raises `ContentLocked`.

    `writers`: keys of the writers of what is added, where others than the current actor wrote it.
    """
    for issue in lock_issues(issue_ids):
        note_change(issue, writers)


def lock_issues(issue_ids: Iterable[int | None]) -> list[Any]:
    """Locks these issues for the rest of the transaction, in the order of their numbers, so that what is read from them
    stays true. Records no change. Raises `ContentLocked`."""
    wanted = {pk for pk in issue_ids if pk is not None}
    if not wanted:
        return []
    issues = apps.get_model("issues", "Issue").objects
    locked = list(issues.select_for_update().filter(pk__in=wanted).only(*NEEDED))
    for issue in locked:
        if reason := why_locked(issue):
            raise ContentLocked(reason)
    return locked


def note_change(issue: Any, writers: Iterable[int] = ()) -> None:
    """Records who changes the content of this issue, which is locked, and that it is another version now."""
    type(issue).objects.filter(pk=issue.pk).advance(
        version=models.F("version") + 1,
        revised_by=list(dict.fromkeys((*issue.revised_by, *writers, *acting_now()))),
    )


def why_locked(issue: Any) -> str | None:
    """Why the issue's content cannot be changed now, in Chinese, or None."""
    if issue.is_editable:
        return None
    return f"第{issue.number}期处于“{issue.standing}”，内容不能修改；{WAYS[issue.status]}"


def why_passed(issue_ids: Iterable[int | None], uids: set[UUID]) -> str | None:
    """Why these entries of issues in work cannot be changed: they passed review. None if they did not."""
    verdicts = apps.get_model("issues", "Verdict").objects
    passed = uids & verdicts.passed_uids(pk for pk in issue_ids if pk) if uids else set()
    return f"有 {len(passed)} 条已审核通过，不能修改；确需修改，请先在审阅页“解除锁定”。" if passed else None


def acting_now() -> list[int]:
    """The key of the current actor, if there is one."""
    actor = current_actor()
    return [] if actor is None else [actor.pk]
