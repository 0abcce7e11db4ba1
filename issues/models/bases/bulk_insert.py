"""Inserts many rows with plain statements.

Django's `bulk_create` compiles every value into an expression of its own: for ten thousand entries that takes three times
as long as the database needs.
"""

from collections.abc import Mapping, Sequence
from itertools import chain
from typing import Any, TypeVar

from django.db import connection, connections, models

AT_ONCE = 500
"""Rows in one statement, where the database takes as many values."""
M = TypeVar("M", bound=models.Model)


def insert(
    model: type[models.Model], columns: Mapping[Any, Sequence[Any]], *, returning: Sequence[Any] = ()
) -> list[tuple[Any, ...]]:
    """Inserts rows, given as columns by field, each with a value for every row. Values are Python values, not expressions.

    Gives for each row the values of the fields `returning`.
    """
    quote, fields = connection.ops.quote_name, list(columns)
    names = ", ".join(quote(field.column) for field in fields)
    sql = f"INSERT INTO {quote(model._meta.db_table)} ({names}) VALUES "  # noqa: S608 - our own names
    suffix = f" RETURNING {', '.join(quote(field.column) for field in returning)}" if returning else ""
    marks = f"({', '.join(['%s'] * len(fields))})"
    rows = list(zip(*(_fit(field, values) for field, values in columns.items()), strict=True))
    at_once = max(1, min(AT_ONCE, connection.ops.bulk_batch_size(fields, rows)))
    returned: list[tuple[Any, ...]] = []
    with connection.cursor() as cursor:
        for start in range(0, len(rows), at_once):
            some = rows[start : start + at_once]
            cursor.execute(f"{sql}{', '.join([marks] * len(some))}{suffix}", list(chain.from_iterable(some)))
            returned += cursor.fetchall() if returning else ()
    return returned


class InsertingQuerySet(models.QuerySet[M]):
    """A query set whose `bulk_create` uses `insert`, and is Django's otherwise."""

    def _batched_insert(
        self, objs: Sequence[M], fields: Sequence[Any], batch_size: int | None, **conflicts: Any
    ) -> list[tuple[Any, ...]]:
        if conflicts.get("on_conflict") is not None:
            return super()._batched_insert(objs, fields, batch_size, **conflicts)  # type: ignore[misc, no-any-return]  # private, so not in the stubs
        columns = {field: _values(field, objs) for field in fields}
        return insert(self.model, columns, returning=self.model._meta.db_returning_fields)


def _values(field: Any, rows: Sequence[Any]) -> list[Any]:
    """The values of one field. Rows of one insert have the same time in `auto_now` fields."""
    if getattr(field, "auto_now", False) or getattr(field, "auto_now_add", False):
        moment = field.pre_save(rows[0], add=True)
        for row in rows:
            setattr(row, field.attname, moment)
        return [moment] * len(rows)
    return [field.pre_save(row, add=True) for row in rows]


def _fit(field: Any, values: Sequence[Any]) -> list[Any]:
    """Converts values for the database. Text needs no conversion; equal neighbours are converted once."""
    is_text, database = _takes_text(type(field)), connections[connection.alias]
    column: list[Any] = []
    was, fit = object(), None
    for value in values:
        if is_text and type(value) is str:
            column.append(value)
            continue
        if value != was:
            was, fit = value, field.get_db_prep_save(value, database)
        column.append(fit)
    return column


def _takes_text(kind: Any) -> bool:
    """Whether fields of this class store a str unchanged."""
    if getattr(kind, "is_text_when_saved", False):  # made fit by its `pre_save`
        return True
    plain = (models.CharField.get_prep_value, models.TextField.get_prep_value)
    return kind.get_prep_value in plain and (kind.get_db_prep_value, kind.get_db_prep_save) == (
        models.Field.get_db_prep_value,
        models.Field.get_db_prep_save,
    )
