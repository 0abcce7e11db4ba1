"""What a row of content belongs to: an issue, and the entry that it is or is part of."""

from collections.abc import Iterable
from operator import attrgetter
from typing import Any, ClassVar, NamedTuple
from uuid import UUID

from django.db import models
from django.db.models import Expression


class Position(NamedTuple):
    """The position of a row: the key of its parent row (for example, an entry's section) and the key of its issue. Both are
    None in the material pool, and for a row that is not stored."""

    parent: Any = None
    issue: int | None = None


NOWHERE = Position()


class BelongingModel(models.Model):
    """Two lookups say it: `issue_path` leads to the issue that the row belongs to, `uid_path` to the uid of the entry that it
    is or is part of ("" where it is part of none)."""

    issue_path: ClassVar[str]
    uid_path: ClassVar[str] = ""

    class Meta:
        abstract = True

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
        return _issue_ids(cls, {getattr(row, parent_column(cls)) for row in rows})

    @classmethod
    def issue_ids_of_values(cls, values: dict[str, Any]) -> set[int]:
        """The issues that an `update(**values)` would move rows into."""
        column = parent_column(cls)
        parent = values.get(column.removesuffix("_id"), values.get(column))
        if parent is None or isinstance(parent, Expression):
            return set()
        return {pk for pk in _issue_ids(cls, {getattr(parent, "pk", parent)}) if pk is not None}

    def own_issue_id(self) -> int | None:
        """The issue that this instance, stored or not, belongs to."""
        name, _, rest = self.issue_path.partition("__")
        key: int | None = getattr(self, parent_column(type(self)))
        if rest and key is not None:
            key = _related(type(self), name).values_list(rest, flat=True).get(pk=key)
        return key

    def stored_position(self) -> Position:
        """The position of the stored row."""
        column = parent_column(type(self))
        if column == self.issue_path:  # an issue is its own parent
            return NOWHERE if self._state.adding else Position(self.pk, self.pk)
        rows = type(self)._default_manager.order_by().filter(pk=self.pk)
        stored = rows.values_list(column, self.issue_path).first() if self.pk else None
        return Position(*stored) if stored else NOWHERE


def parent_column(model: type[BelongingModel]) -> str:
    """The column with the key of the parent row."""
    name = model.issue_path.partition("__")[0]
    return name if name == "pk" else str(model._meta.get_field(name).attname)  # type: ignore[union-attr]  # a foreign key


def _issue_ids(model: type[BelongingModel], parents: set[Any]) -> set[int | None]:
    """The issues that these parent rows belong to."""
    name, _, rest = model.issue_path.partition("__")
    keys = parents - {None}
    if not rest or not keys:
        return keys
    return set(_related(model, name).filter(pk__in=keys).values_list(rest, flat=True))


def _related(model: type[models.Model], name: str) -> Any:
    """The rows that the foreign key `name` leads to."""
    return model._meta.get_field(name).related_model._default_manager.all()  # type: ignore[union-attr]  # a foreign key
