"""The guard of all content: rows of an issue can be changed only while it is 草稿 or 退回修改.

Each write locks the issue's row first, so that a write and a transition of the workflow wait for each other. It records
who wrote (for four eyes) and increments the issue's version (so that stale pages are noticed).

Locks are always taken in one order, issues before entries: two writes cannot wait for each other.
"""

from collections.abc import Iterable
from operator import attrgetter
from typing import Any, ClassVar, NamedTuple, Self, TypeVar
from uuid import UUID

from django.apps import apps
from django.db import models
from django.db.models import Expression

from issues.actor import current_actor
from issues.models.bases.bulk_insert import InsertingQuerySet
from issues.models.bases.history import recording
from issues.refusals import Refusal

M = TypeVar("M", bound=models.Model)
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
    for issue in _locked(issue_ids):
        _note_change(issue, writers)


def lock_issues(issue_ids: Iterable[int | None]) -> None:
    """Locks these issues for the rest of the transaction, so that what is read from them stays true. Records no change.
    Raises `ContentLocked`."""
    _locked(issue_ids)


def _locked(issue_ids: Iterable[int | None]) -> list[Any]:
    """The issues, locked in the order of their numbers."""
    wanted = {pk for pk in issue_ids if pk is not None}
    if not wanted:
        return []
    issues = apps.get_model("issues", "Issue").objects
    locked = list(issues.select_for_update().filter(pk__in=wanted).only(*NEEDED))
    for issue in locked:
        if reason := why_locked(issue):
            raise ContentLocked(reason)
    return locked


def _note_change(issue: Any, writers: Iterable[int] = ()) -> None:
    """The issue is locked."""
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


class Position(NamedTuple):
    """The position of a row: the key of its parent row (for example, an entry's section) and the key of its issue. Both are
    None in the material pool, and for a row that is not stored."""

    parent: Any = None
    issue: int | None = None


NOWHERE = Position()


class GuardedQuerySet(InsertingQuerySet[M]):
    """Bulk writes pass the same guard as single ones."""

    def unguarded(self) -> "models.QuerySet[M]":
        """These rows without the guard: for columns that are no content, and for callers that have asked the guard."""
        return models.QuerySet(self.model, self.query.chain(), using=self.db)

    def issue_ids(self) -> set[int]:
        """The issues that these rows belong to."""
        return set(self.order_by().values_list(self._guarded.issue_path, flat=True).distinct())

    def update(self, **kwargs: Any) -> int:
        with recording() as history:
            admit_change(self.issue_ids() | self._guarded.issue_ids_of_values(kwargs))
            changing = self.beyond_order(kwargs)
            changing.refuse_passed()
            history.note(self._guarded.entries_of(changing))
            return super().update(**kwargs)

    def delete(self) -> tuple[int, dict[str, int]]:
        with recording() as history:
            admit_change(self.issue_ids())
            self.refuse_passed()
            refuse_passed_under(self)
            history.note((*self._guarded.entries_of(self), *self._guarded.entries_under(self)))
            return super().delete()

    def beyond_order(self, values: dict[str, Any]) -> Self:
        """The rows in which `update(**values)` would change more than their order."""
        return self.none() if values.keys() <= {"position"} else self

    def refuse_passed(self) -> None:
        """Raises `ContentLocked` where a row belongs to an entry that passed review. Its issue is locked already."""
        path = self._guarded.uid_path
        if path and (
            reason := why_passed(self.issue_ids(), set(self.order_by().values_list(path, flat=True)))
        ):
            raise ContentLocked(reason)

    def bulk_create(self, objs: Iterable[M], *args: Any, **kwargs: Any) -> list[M]:
        """Only for new rows: stored rows are not checked here."""
        if kwargs.get("update_conflicts"):
            raise ValueError("stored rows are written by save, update or overwrite")
        rows: list[Any] = list(objs)
        with recording() as history:
            issue_ids = self._guarded.issue_ids_of(rows)
            admit_change(issue_ids)
            if reason := why_passed(issue_ids, {row.entry_uid() for row in rows} - {None}):
                raise ContentLocked(reason)
            history.note(self._guarded.entries_with(rows))
            return super().bulk_create(rows, *args, **kwargs)

    @property
    def _guarded(self) -> "type[GuardedModel]":
        return self.model  # type: ignore[return-value]  # a manager of guarded models alone


def refuse_passed_under(rows: "GuardedQuerySet[Any]") -> None:
    """Raises `ContentLocked` where deleting the rows would delete entries that passed review. Their issue is locked."""
    for entries in rows.model.entries_under(rows):
        entries.refuse_passed()


class GuardedModel(models.Model):
    """A row of an issue's content.

    The guard needs two lookups: `issue_path` leads to the issue that the row belongs to, `uid_path` to the uid of the
    entry that it is or is part of ("" where it is part of none).
    """

    issue_path: ClassVar[str]
    uid_path: ClassVar[str] = ""

    objects = GuardedQuerySet.as_manager()

    class Meta:
        abstract = True

    @classmethod
    def entries_under(cls, rows: "models.QuerySet[Any]") -> "Iterable[GuardedQuerySet[Any]]":
        """The entries that would be deleted with these rows."""
        return ()

    @classmethod
    def entries_of(cls, rows: "models.QuerySet[Any]") -> "Iterable[models.QuerySet[Any]]":
        """The entries that these stored rows are or are part of. A change of the rows is a change of these entries."""
        if not cls.uid_path:
            return ()
        name, _, rest = cls.uid_path.partition("__")
        return (_related(cls, name).filter(pk__in=rows.order_by().values(name)),) if rest else (rows,)

    @classmethod
    def entries_with(cls, rows: "list[Any]") -> "Iterable[models.QuerySet[Any]]":
        """The stored entries that these rows, stored or not, are part of now or will be."""
        stored = cls.entries_of(cls._default_manager.filter(pk__in=[row.pk for row in rows if row.pk]))
        name, _, rest = cls.uid_path.partition("__")
        if not rest:
            return stored
        return (*stored, _related(cls, name).filter(pk__in={getattr(row, f"{name}_id") for row in rows}))

    def entry_uid(self) -> UUID | None:
        """The uid of the entry that it is or is part of."""
        if not self.uid_path:
            return None
        uid: UUID = attrgetter(self.uid_path.replace("__", "."))(self)
        return uid

    @classmethod
    def issue_ids_of(cls, rows: "list[Any]") -> set[int | None]:
        """The issues that these rows, stored or not, will belong to. One query for any number of rows."""
        return _issue_ids(cls, {getattr(row, _parent_column(cls)) for row in rows})

    @classmethod
    def issue_ids_of_values(cls, values: dict[str, Any]) -> set[int]:
        """The issues that an `update(**values)` would move rows into."""
        column = _parent_column(cls)
        parent = values.get(column.removesuffix("_id"), values.get(column))
        if parent is None or isinstance(parent, Expression):
            return set()
        return {pk for pk in _issue_ids(cls, {getattr(parent, "pk", parent)}) if pk is not None}

    def own_issue_id(self) -> int | None:
        """The issue that this instance, stored or not, belongs to."""
        name, _, rest = self.issue_path.partition("__")
        key: int | None = getattr(self, _parent_column(type(self)))
        if rest and key is not None:
            key = _related(type(self), name).values_list(rest, flat=True).get(pk=key)
        return key

    def save(self, *args: Any, **kwargs: Any) -> None:
        with recording() as history:
            self._admit()
            history.note(self.entries_with([self]))
            super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        with recording() as history:
            self._admit()
            stored = type(self)._default_manager.filter(pk=self.pk)
            refuse_passed_under(stored)
            history.note((*self.entries_of(stored), *self.entries_under(stored)))
            return super().delete(*args, **kwargs)

    def _admit(self) -> None:
        """Locks the issue that the row is in and the one that it goes to, and records the change in both."""
        stored = self._stored()
        parent = getattr(self, _parent_column(type(self)))
        own = stored if parent == stored.parent else Position(parent, self.own_issue_id())
        locked = _locked({own.issue, stored.issue})
        # Another write may have moved the row while this one waited for the lock. From here on nothing can move it. Its
        # own row is locked last, by `_join_writers`: a lock on an issue after that could wait for a write that waits for us.
        locked += _locked({self._stored().issue} - {own.issue, stored.issue})
        returned = [issue.pk for issue in locked if issue.status == issue.Status.RETURNED]
        uid = self.entry_uid() if returned else None
        if uid and (reason := why_passed(returned, {uid})):
            raise ContentLocked(reason)
        writers = self._join_writers()
        for issue in locked:
            is_entered = issue.pk == own.issue != stored.issue
            _note_change(issue, writers if is_entered else ())

    def _stored(self) -> Position:
        """The position of the stored row."""
        column = _parent_column(type(self))
        if column == self.issue_path:  # an issue is its own parent
            return NOWHERE if self._state.adding else Position(self.pk, self.pk)
        rows = type(self)._default_manager.order_by().filter(pk=self.pk)
        stored = rows.values_list(column, self.issue_path).first() if self.pk else None
        return Position(*stored) if stored else NOWHERE

    def _join_writers(self) -> Iterable[int]:
        """The keys of the writers of the row, where it records them. Its issues are locked already."""
        return ()


def _parent_column(model: type[GuardedModel]) -> str:
    """The column with the key of the parent row."""
    name = model.issue_path.partition("__")[0]
    return name if name == "pk" else str(model._meta.get_field(name).attname)  # type: ignore[union-attr]  # a foreign key


def _issue_ids(model: type[GuardedModel], parents: set[Any]) -> set[int | None]:
    """The issues that these parent rows belong to."""
    name, _, rest = model.issue_path.partition("__")
    keys = parents - {None}
    if not rest or not keys:
        return keys
    return set(_related(model, name).filter(pk__in=keys).values_list(rest, flat=True))


def _related(model: type[models.Model], name: str) -> Any:
    """The rows that the foreign key `name` leads to."""
    return model._meta.get_field(name).related_model._default_manager.all()  # type: ignore[union-attr]  # a foreign key
