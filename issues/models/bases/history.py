"""Writes the history of entries: everything within one `recording` becomes one revision of each entry that is different
at its end."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, NamedTuple
from uuid import UUID

from django.apps import apps
from django.db import models, transaction
from django.db.models import QuerySet
from django.utils import timezone

from issues.actor import current_actor
from issues.document import entry_json

EntryModel = Any
"""A subclass of `issues.models.Entry`, which itself builds on this module."""
EntryRow = Any
"""An instance of one."""
Key = tuple[EntryModel, UUID]
Placement = tuple[int | None, str]
"""The number of the issue and the headings of the section; (None, "") is the pool."""
BATCH = 500
"""Values in one query."""


class Change(models.TextChoices):
    EARLIER = "found", "此前的内容"
    CREATED = "created", "新建"
    CHANGED = "changed", "修改"
    MOVED = "moved", "移动"
    DELETED = "deleted", "删除"
    RESTORED = "restored", "恢复"


class State(NamedTuple):
    """An entry at one time. `columns` are those of its revision."""

    placement: Placement
    data: str
    columns: dict[str, Any]


class Recorder:
    """Notes the state of entries before they are written, and compares it with their state at the end."""

    def __init__(self) -> None:
        self.before: dict[Key, State | None] = {}
        self.new: dict[Key, EntryRow] = {}
        self.restored: set[UUID] = set()

    def note(self, entries: Iterable[QuerySet[Any]]) -> None:
        """Notes stored rows that are about to change."""
        for rows in entries:
            uids = [
                uid
                for uid in rows.order_by().values_list("uid", flat=True)
                if self._is_unknown(rows.model, uid)
            ]
            self.before |= _states(rows.model, uids)

    def note_new(self, rows: Iterable[EntryRow]) -> None:
        """Notes rows that were just created. They are not read again unless they are changed afterwards."""
        for row in rows:
            key = (type(row), row.uid)
            if key not in self.before:
                self.before[key], self.new[key] = None, row

    def _is_unknown(self, model: EntryModel, uid: UUID) -> bool:
        self.new.pop((model, uid), None)
        return (model, uid) not in self.before

    def write(self) -> None:
        after = self._after()
        states = ((uid, was, after.get((model, uid))) for (model, uid), was in self.before.items())
        changed = [(uid, was, now) for uid, was, now in states if _differs(was, now)]
        known = _with_history(uid for uid, was, _ in changed if was)
        rows = [
            _revision(uid, Change.EARLIER, was, at=was.columns["stored_at"], by_id=None)
            for uid, was, _ in changed
            if was and uid not in known
        ]
        at, by = timezone.now(), getattr(current_actor(), "pk", None)
        for uid, was, now in changed:
            rows.append(_revision(uid, self._change(uid, was, now), now or was, at=at, by_id=by))
        _table("EntryRevision").append(rows)

    def _after(self) -> dict[Key, State]:
        """The present state of all of them, without those that were deleted."""
        by_model: dict[EntryModel, list[UUID]] = {}
        for model, uid in (key for key in self.before if key not in self.new):
            by_model.setdefault(model, []).append(uid)
        stored = {
            key: state for model, uids in by_model.items() for key, state in _states(model, uids).items()
        }
        placements = _placements({row.section_id for row in self.new.values()})
        return stored | {key: _state(row, placements[row.section_id]) for key, row in self.new.items()}

    def _change(self, uid: UUID, was: State | None, now: State | None) -> str:
        if now is None:
            return Change.DELETED
        if uid in self.restored:
            return Change.RESTORED
        if was is None:
            return Change.CREATED
        return Change.CHANGED if was.data != now.data else Change.MOVED


_current: ContextVar[Recorder | None] = ContextVar("_current", default=None)


@contextmanager
def recording() -> Iterator[Recorder]:
    """A transaction that writes the history at its end. Within another `recording` it is part of that one."""
    if (outer := _current.get()) is not None:
        yield outer
        return
    recorder = Recorder()
    token = _current.set(recorder)
    try:
        with transaction.atomic():
            yield recorder
            recorder.write()
    finally:
        _current.reset(token)


def _differs(was: State | None, now: State | None) -> bool:
    if was is None or now is None:
        return was is not now
    return (was.data, was.placement) != (now.data, now.placement)


def _states(model: EntryModel, uids: list[UUID]) -> dict[Key, State]:
    rows: list[EntryRow] = []
    for start in range(0, len(uids), BATCH):
        rows += model.objects.filter(uid__in=uids[start : start + BATCH]).for_document()
    placements = _placements({row.section_id for row in rows})
    return {(model, row.uid): _state(row, placements[row.section_id]) for row in rows}


def _placements(section_ids: set[int | None]) -> dict[int | None, Placement]:
    """The issue number and headings of each section, and of the pool (None)."""
    placements: dict[int | None, Placement] = {None: (None, "")}
    if wanted := {pk for pk in section_ids if pk is not None}:
        for row in _table("Section").filter(pk__in=wanted).select_related("issue", "parent"):
            placements[row.pk] = (row.issue.number, section_name(row))
    return placements


def section_name(section: Any) -> str:
    """The headings of a section or part, as the history stores them."""
    return f"{section.parent.title}·{section.title}" if section.parent else section.title


def _state(row: EntryRow, placement: Placement) -> State:
    number, headings = placement
    data = entry_json(row.to_document())
    columns = {
        "kind": row.document_type.kind,
        "issue_number": number,
        "section_name": headings,
        "section_key": row.section_id,
        "position": row.position if row.section_id else None,
        "heading": row.heading,
        "data": data,
        "writers": row.written_by,
        "stored_at": row.updated_at,
    }
    return State(placement, data, columns)


def _with_history(uids: Iterable[UUID]) -> set[UUID]:
    wanted, with_history = list(uids), set()
    for start in range(0, len(wanted), BATCH):
        some = _table("EntryRevision").filter(uid__in=wanted[start : start + BATCH])
        with_history |= set(some.order_by().values_list("uid", flat=True).distinct())
    return with_history


def _revision(uid: UUID, change: str, state: State | None, **more: Any) -> dict[str, Any]:
    if state is None:
        raise AssertionError("an entry that neither was nor is has not changed")
    return {"uid": uid, "change": change, **state.columns, **more}


def _table(name: str) -> Any:
    """The manager of a model that is defined on top of this module."""
    return apps.get_model("issues", name).objects
