"""The guard under every path to content: rows of an issue change only while it is 草稿 or 退回修改.

Each write locks the issue's row first, so that it and a transition of the workflow come one after the other;
it notes who wrote (for the four eyes) and advances the issue's version (so that stale pages are noticed).
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, ClassVar, NoReturn, Self, TypeVar
from uuid import UUID

from django.apps import apps
from django.db import models

from issues.actor import current_actor
from issues.models.bases.bulk_insert import InsertingQuerySet
from issues.models.bases.history import recording

if TYPE_CHECKING:
    from issues.models import Entry, Issue

M = TypeVar("M", bound=models.Model)


class ContentLocked(Exception):
    """Content was to be changed outside 草稿 and 退回修改; the message is Chinese and for the user."""


class RecordIsFinal(Exception):
    """A record (a transition, an edition) was to be changed or deleted."""


def admit_change(issue_ids: Iterable[int | None], *, writers: Iterable[int] = ()) -> None:
    """Lock these issues for the rest of the transaction and note the change, or raise `ContentLocked`.

    `writers`: keys of those who wrote what comes in now, beside the one who brings it in.
    """
    from issues.models import Issue

    wanted = {pk for pk in issue_ids if pk is not None}
    if not wanted:
        return
    revisers = dict.fromkeys((*writers, *acting_now()))
    for issue in Issue.objects.select_for_update().filter(pk__in=wanted).only(*NEEDED):
        if reason := why_locked(issue):
            raise ContentLocked(reason)
        Issue.objects.filter(pk=issue.pk).advance(
            version=models.F("version") + 1, revised_by=list(dict.fromkeys((*issue.revised_by, *revisers)))
        )


def lock_issues(issue_ids: Iterable[int]) -> None:
    """What is asked of these issues after this holds until the transaction ends. No change is noted yet. Raises
    `ContentLocked`."""
    from issues.models import Issue

    for issue in Issue.objects.select_for_update().filter(pk__in=set(issue_ids)).only(*NEEDED):
        if reason := why_locked(issue):
            raise ContentLocked(reason)


def why_locked(issue: "Issue") -> str | None:
    """Why the issue's content cannot be changed now, in Chinese, or None."""
    if issue.is_editable:
        return None
    return f"第{issue.number}期处于“{issue.standing}”，内容不能修改；{WAYS[issue.status]}"


def why_passed(issue_ids: Iterable[int | None], uids: set[UUID]) -> str | None:
    """Why these entries of issues in work cannot be changed: they passed review. None if they did not."""
    verdicts = apps.get_model("issues", "Verdict").objects
    passed = uids & verdicts.passed_uids(pk for pk in issue_ids if pk) if uids else set()
    return f"有 {len(passed)} 条已审核通过，不能修改；确需修改，请先在审阅页“解除锁定”。" if passed else None


NEEDED = ("number", "status", "stages", "stage", "revised_by")
WAYS = {
    "submitted": "确需修改，请先“撤回送审”。",
    "approved": "确需修改，请审核人先“退回修改”。",
    "published": "确需修改，请先发起“勘误”。",
    "withdrawn": "确需修改，请先发起“勘误”。",
}
"""The one way out of each state in which content is locked."""


def acting_now() -> list[int]:
    """The key of who acts, if anybody does."""
    actor = current_actor()
    return [] if actor is None else [actor.pk]


class GuardedQuerySet(InsertingQuerySet[M]):
    """Bulk writes pass the same guard as single ones."""

    def touched(self) -> set[int]:
        """The issues that these rows belong to."""
        path = self.model.issue_path  # type: ignore[attr-defined]
        return set(self.order_by().values_list(path, flat=True).distinct())

    def update(self, **kwargs: Any) -> int:
        with recording() as history:
            admit_change(self.touched() | self.model.issues_of_values(kwargs))  # type: ignore[attr-defined]
            changing = self.beyond_order(kwargs)
            changing.refuse_passed()
            history.note(self.model.entries_of(changing))  # type: ignore[attr-defined]
            return super().update(**kwargs)

    def delete(self) -> tuple[int, dict[str, int]]:
        with recording() as history:
            admit_change(self.touched())
            self.refuse_passed()
            refuse_passed_under(self)
            history.note((*self.model.entries_of(self), *self.model.entries_under(self)))  # type: ignore[attr-defined]
            return super().delete()

    def beyond_order(self, values: dict[str, Any]) -> Self:
        """Those rows that `update(**values)` would change in more than their order."""
        return self.none() if values.keys() <= {"position"} else self

    def refuse_passed(self) -> None:
        """Raise `ContentLocked` where a row belongs to an entry that passed review. Its issue is locked by now."""
        path = self.model.uid_path  # type: ignore[attr-defined]
        if path and (locked := why_passed(self.touched(), set(self.order_by().values_list(path, flat=True)))):
            raise ContentLocked(locked)

    def bulk_create(self, objs: Iterable[M], *args: Any, **kwargs: Any) -> list[M]:
        """Only what is new: what a stored row is, and where it stands, is not asked here."""
        if kwargs.get("update_conflicts"):
            raise ValueError("stored rows are written by save, update or overwrite")
        rows = list(objs)
        with recording() as history:
            issue_ids = self.model.issues_of_rows(rows)  # type: ignore[attr-defined]
            admit_change(issue_ids)
            if locked := why_passed(issue_ids, {row.entry_uid() for row in rows} - {None}):  # type: ignore[attr-defined]
                raise ContentLocked(locked)
            history.note(self.model.entries_with(rows))  # type: ignore[attr-defined]
            return super().bulk_create(rows, *args, **kwargs)


def refuse_passed_under(rows: "models.QuerySet[Any]") -> None:
    """A row does not take entries that passed review with it. Its issue is locked by now."""
    for entries in rows.model.entries_under(rows):
        entries.refuse_passed()


class GuardedModel(models.Model):
    """A row of an issue's content. In lookups `issue_path` leads from it to the issue's key, `uid_path` to the uid
    of the entry that it is part of."""

    issue_path: ClassVar[str]
    uid_path: ClassVar[str] = ""

    objects = GuardedQuerySet.as_manager()

    class Meta:
        abstract = True

    def own_issue_id(self) -> int | None:
        raise NotImplementedError

    def entry_uid(self) -> UUID | None:
        """The entry that it is part of."""
        return None

    @classmethod
    def issues_of_rows(cls, rows: "list[Any]") -> set[int | None]:
        """The issues that these unsaved rows would stand in."""
        return {row.own_issue_id() for row in rows}

    @classmethod
    def issues_of_values(cls, values: dict[str, Any]) -> set[int]:
        """The issues that an `update(**values)` would move rows into."""
        return set()

    @classmethod
    def entries_of(cls, rows: "models.QuerySet[Any]") -> "Iterable[models.QuerySet[Entry]]":
        """The entries that these stored rows are part of: their history is theirs."""
        return ()

    @classmethod
    def entries_under(cls, rows: "models.QuerySet[Any]") -> "Iterable[models.QuerySet[Entry]]":
        """The entries that would go with these rows."""
        return ()

    @classmethod
    def entries_with(cls, rows: "list[Any]") -> "Iterable[models.QuerySet[Entry]]":
        """The stored entries that these rows, stored or not, are to be part of."""
        return cls.entries_of(cls._default_manager.filter(pk__in=[row.pk for row in rows if row.pk]))

    def stored_issue_ids(self) -> set[int]:
        return type(self)._default_manager.filter(pk=self.pk).touched() if self.pk else set()

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
        """Where the row stands is asked again once locked: it may have been moved while we waited."""
        admitted = {self.own_issue_id(), *self.stored_issue_ids()}
        admit_change(admitted)
        admit_change(self.stored_issue_ids() - admitted)
        uid = self.entry_uid()
        if uid and (locked := why_passed({*admitted, *self.stored_issue_ids()}, {uid})):
            raise ContentLocked(locked)


class FinalQuerySet(models.QuerySet[M]):
    def _refuse(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise RecordIsFinal(f"{self.model._meta.verbose_name}一经写入，不能更改或删除")

    update = delete = bulk_update = _refuse


class FinalModel(models.Model):
    """A row that is written once: neither changed nor deleted afterwards."""

    objects = FinalQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise RecordIsFinal(f"{self._meta.verbose_name}一经写入，不能更改")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise RecordIsFinal(f"{self._meta.verbose_name}不能删除")
