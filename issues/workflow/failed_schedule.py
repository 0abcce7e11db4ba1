"""A scheduled publication that failed: how its record is recognised."""

from collections.abc import Sequence

from issues.models import Transition

SCHEDULE_FAILED = "定时发布没有成功"
_OLD_PREFIX = f"{SCHEDULE_FAILED}："


def failed_schedule(history: Sequence[Transition]) -> Transition | None:
    """The failure, until somebody acts on the issue again. `history` is the newest first."""
    return history[0] if history and is_failed_schedule(history[0]) else None


def is_failed_schedule(record: Transition) -> bool:
    return record.action == "call_off" or _is_in_old_form(record)


def failure_reason(record: Transition) -> str:
    return record.note.removeprefix(_OLD_PREFIX) if _is_in_old_form(record) else record.note


def _is_in_old_form(record: Transition) -> bool:
    """Before there was the action `call_off`, a failure was an `unschedule` whose note began with these words. Records
    cannot be changed, so the old ones stay as they are."""
    return record.action == "unschedule" and record.note.startswith(_OLD_PREFIX)
