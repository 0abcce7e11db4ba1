"""The guard of all content: rows of an issue can be changed only while it is 草稿 or 退回修改.

Each write locks the issue's row first, so that a write and a transition of the workflow wait for each other. It records
who wrote (for four eyes) and increments the issue's version (so that stale pages are noticed).

Locks are always taken in one order, issues before entries: two writes cannot wait for each other.
"""

from collections.abc import Iterable
from typing import Any, Self, TypeVar

from django.db import models

from issues.models.bases.belonging import BelongingModel, Position, parent_column
from issues.models.bases.bulk_insert import InsertingQuerySet
from issues.models.bases.content_lock import ContentLocked, admit_change, lock_issues, note_change, why_passed
from issues.models.bases.history import recording

M = TypeVar("M", bound=models.Model)


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


class GuardedModel(BelongingModel):
    """A row of an issue's content."""

    objects = GuardedQuerySet.as_manager()

    class Meta:
        abstract = True

    @classmethod
    def entries_under(cls, rows: "models.QuerySet[Any]") -> "Iterable[GuardedQuerySet[Any]]":
        """The entries that would be deleted with these rows."""
        return ()

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
        stored = self.stored_position()
        parent = getattr(self, parent_column(type(self)))
        own = stored if parent == stored.parent else Position(parent, self.own_issue_id())
        locked = lock_issues({own.issue, stored.issue})
        # Another write may have moved the row while this one waited for the lock. From here on nothing can move it. Its
        # own row is locked last, by `_join_writers`: a lock on an issue after that could wait for a write that waits for us.
        locked += lock_issues({self.stored_position().issue} - {own.issue, stored.issue})
        returned = [issue.pk for issue in locked if issue.status == issue.Status.RETURNED]
        uid = self.entry_uid() if returned else None
        if uid and (reason := why_passed(returned, {uid})):
            raise ContentLocked(reason)
        writers = self._join_writers()
        for issue in locked:
            is_entered = issue.pk == own.issue != stored.issue
            note_change(issue, writers if is_entered else ())

    def _join_writers(self) -> Iterable[int]:
        """The keys of the writers of the row, where it records them. Its issues are locked already."""
        return ()
