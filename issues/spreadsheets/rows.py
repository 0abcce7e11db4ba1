"""Reads one row of a spreadsheet: finds the stored row that it means, its changes and its errors."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, ClassVar, Protocol

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models
from import_export.instance_loaders import BaseInstanceLoader

from issues.spreadsheets.columns import Column
from issues.spreadsheets.files.grid import Grid
from issues.spreadsheets.results import Change, TableRow

Row = Mapping[str, str]
Key = tuple[Any, ...]


class RowRules(Protocol):
    """The attributes of a `TableResource` that `RowReader` uses. A Protocol, because `resource` imports this module."""

    key: ClassVar[tuple[str, ...]]
    given: list[Column]
    fields: dict[str, Column]
    _meta: Any

    def load(self, dataset: Grid) -> None: ...
    def candidates(self, row: Row) -> Sequence[models.Model]: ...
    def changeable(self, rows: Sequence[Any]) -> Sequence[Any]: ...
    def key_of(self, instance: Any) -> Key: ...
    def take(self, instance: Any, values: dict[str, Any]) -> None: ...
    def moves(self, instance: Any) -> Iterable[Change]: ...
    def faults(self, instance: Any) -> dict[str, list[str]]: ...


class RowReader(BaseInstanceLoader):  # type: ignore[misc]  # import-export has no types
    """Reads the rows of one spreadsheet in order. A row with the key of an earlier one is an error.

    import-export creates it after `before_import` and passes it to each `import_row`.
    """

    resource: RowRules

    def __init__(self, resource: RowRules, dataset: Grid) -> None:
        super().__init__(resource, dataset)
        self.lines = dataset.lines
        self.seen: dict[Key, tuple[int, bool]] = {}
        fields = resource._meta.model._meta.concrete_fields
        self.defaults = [
            f.default if f.has_default() and callable(f.default) else f.get_default() for f in fields
        ]
        if dataset.rows:
            resource.load(dataset)

    def read(self, row: Row, number: int) -> TableRow:
        """`number` counts the rows below the headings from 1. The result lists every error of the row, not only the first."""
        result = TableRow(self.lines[number - 1])
        values, errors = self._values(row)
        stored, is_ambiguous = self._meant(row, values)
        if errors and not (stored and self._are_stored(errors, row, stored)):
            return result.refused(errors)
        instance = stored or self._blank()
        before = self._stored_values(stored) if stored else None
        self.resource.take(instance, values)
        if before is not None:
            result.changes = tuple(self._changes(before, instance))
            if not result.changes and not self._repeats(instance, result.line, unchanged=True):
                return result.skipped(instance)
        if errors := self._faults(instance, result.line, is_ambiguous=is_ambiguous):
            return result.refused(errors)
        return result.changed(instance) if stored else result.created(instance)

    def _blank(self) -> Any:
        """Returns a new instance. Passes the defaults by position, because `Model()` would take three times as long."""
        return self.resource._meta.model(*(value() if callable(value) else value for value in self.defaults))

    def _values(self, row: Row) -> tuple[dict[str, Any], dict[str, Any]]:
        """The values of the cells by attribute, and the errors of the cells that cannot be read."""
        values: dict[str, Any] = {}
        errors: dict[str, Any] = {}
        for column in self.resource.given:
            try:
                values[column.attribute] = column.clean(row)
            except ValidationError as error:
                errors[column.attribute] = error
            except ValueError as error:
                errors[column.attribute] = [str(error)]
        return values, errors

    def _are_stored(self, errors: dict[str, Any], row: Row, stored: models.Model) -> bool:
        """Whether the invalid cells equal the stored values: exports of old issues have such values."""
        return all(
            column.shown(getattr(stored, column.attribute)) == row[column.column_name].strip()
            for column in self.resource.given
            if column.attribute in errors
        )

    def _meant(self, row: Row, values: dict[str, Any]) -> tuple[models.Model | None, bool]:
        """The stored row, if there is one, and whether the match is ambiguous. If several have the same key, it is not
        ambiguous if one of them has the same values already, or if only one can still be changed."""
        rows = self.resource.candidates(row)
        meant: Sequence[models.Model] = rows
        if len(rows) > 1:
            same = [
                stored
                for stored in rows
                if all(getattr(stored, name) == value for name, value in values.items())
            ]
            meant = same[:1] or self.resource.changeable(rows)
        return next(iter(meant or rows), None), len(rows) > 1 and len(meant) != 1

    def _stored_values(self, instance: Any) -> list[Any]:
        return [getattr(instance, column.attribute) for column in self.resource.given]

    def _changes(self, before: list[Any], instance: Any) -> Iterator[Change]:
        for column, old, new in zip(self.resource.given, before, self._stored_values(instance), strict=True):
            if new != old:
                yield Change(column.column_name, column.shown(old), column.shown(new))
        yield from self.resource.moves(instance)

    def _faults(self, instance: Any, line: int, *, is_ambiguous: bool) -> dict[str, list[str]]:
        errors = self.resource.faults(instance)
        if is_ambiguous:
            label = instance._meta.verbose_name
            message = f"库里有几条同名的{label}，不能确定改哪一条；请打开那一条直接修改，并从表格里删去这一行"
            errors.setdefault(NON_FIELD_ERRORS, []).append(message)
        if message := self._repeats(instance, line, unchanged=False):
            errors.setdefault(NON_FIELD_ERRORS, []).append(message)
        return errors

    def _repeats(self, instance: Any, line: int, *, unchanged: bool) -> str:
        """The error message if an earlier row has the same key, "" if none has."""
        first, was_unchanged = self.seen.setdefault(self.resource.key_of(instance), (line, unchanged))
        if first == line or (unchanged and was_unchanged):
            return ""
        names = "、".join(self.resource.fields[name].column_name for name in self.resource.key)
        return f"与第 {first} 行重复（{names}相同），请只留一行"
