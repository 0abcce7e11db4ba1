"""Base of the tables: import-export's resource, with rows found by natural key and everything written at once."""

from collections.abc import Iterable, Sequence
from typing import Any, ClassVar

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models
from import_export.instance_loaders import BaseInstanceLoader
from import_export.resources import ModelResource

from issues.tables.columns import Column
from issues.tables.grid import Grid
from issues.tables.headings import recognise
from issues.tables.results import Change, TableResult, TableRow

BATCH = 500
SHOWN = 200
Key = tuple[Any, ...]


class Outdated(Exception):
    """The rows would no longer do what the person saw and confirmed."""


class KeyLoader(BaseInstanceLoader):  # type: ignore[misc]
    """All stored rows that the table may mean, found with a query for each batch of keys."""

    def __init__(self, resource: "TableResource", dataset: Grid) -> None:
        super().__init__(resource, dataset)
        resource.prepare(dataset)

    def get_instance(self, row: Any) -> Any:
        return self.resource.find(row)


class TableResource(ModelResource):  # type: ignore[misc]
    """A subclass says `columns` and how rows are found. `expected`, the fingerprint of the preview, is needed to write.

    import-export's own comparison copies each instance deeply and renders each cell as HTML; here a row is compared
    by the values of its columns, and the page shows the first rows only.
    """

    columns: ClassVar[tuple[Column, ...]] = ()
    key: ClassVar[tuple[str, ...]] = ()
    """Attributes that make two rows of a table the same row."""

    class Meta:
        fields = ()
        use_bulk = True
        batch_size = None  # everything at the end, once every row is known to be sound
        skip_diff = True
        store_instance = True
        instance_loader_class = KeyLoader

    def __init__(self, *, expected: str = "", **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.expected = expected
        self.fields = {column.attribute: column.of(self._meta.model) for column in self.columns}
        self.given: list[Column] = []
        self.is_written = False
        self.seen: dict[Key, tuple[int, bool]] = {}

    # how rows are found: for subclasses

    def load(self, dataset: Grid) -> None:
        """Read what the rows may mean from the database, in batches."""
        raise NotImplementedError

    def candidates(self, row: Any) -> Sequence[models.Model]:
        """The stored rows that this row may mean, the likeliest first."""
        raise NotImplementedError

    def locked(self, rows: Any) -> Any:
        """So that what is compared with the preview is what is written; a preview locks nothing."""
        return rows.select_for_update(of=("self",)) if self.expected else rows

    def key_of(self, instance: Any) -> Key:
        return tuple(_hashable(getattr(instance, name)) for name in self.key)

    def faults(self, instance: Any) -> dict[str, list[str]]:
        """Why this new or changed row cannot be stored, by attribute."""
        return {}

    def store(self, new: list[Any], changed: list[Any]) -> None:
        self._meta.model.objects.bulk_create(new, batch_size=BATCH)
        if changed:
            self.overwrite(changed)

    def overwrite(self, changed: list[Any]) -> None:
        """An insert that yields to the row that is there: `bulk_update` spends a CASE on every cell, and 20 times as
        long. The rows are locked, so that none of them can be gone."""
        self._meta.model.objects.bulk_create(
            changed,
            batch_size=BATCH,
            update_conflicts=True,
            update_fields=self.written_fields,
            unique_fields=["pk"],
        )

    @property
    def written_fields(self) -> list[str]:
        return [column.attribute for column in self.given]

    # import-export's steps

    @classmethod
    def get_result_class(cls) -> type[TableResult]:
        return TableResult

    @classmethod
    def get_row_result_class(cls) -> type[TableRow]:
        return TableRow

    def get_import_id_fields(self) -> list[str]:
        return ["id"]  # none: what import-export would check, `recognise` has

    def get_import_order(self) -> tuple[str, ...]:
        return tuple(self.fields)

    def get_export_order(self) -> tuple[str, ...]:
        return tuple(self.fields)

    def get_import_fields(self) -> list[Column]:
        return self.given or list(self.fields.values())

    def before_import(self, dataset: Grid, **kwargs: Any) -> None:
        try:
            recognise(dataset, list(self.fields.values()))
        except ValueError:
            dataset.clear()
            raise
        by_heading = {column.column_name: column for column in self.fields.values()}
        self.given = [by_heading[heading] for heading in dataset.headers]

    def prepare(self, dataset: Grid) -> None:
        self.grid = dataset
        if dataset.rows:
            self.load(dataset)

    def get_instance(self, instance_loader: KeyLoader, row: Any) -> Any:
        return instance_loader.get_instance(row)

    def find(self, row: Any) -> Any:
        """Where several stored rows have the same key, one that says the same already is no reason to ask, nor is
        the only one that can still be changed."""
        found = self.candidates(row)
        meant = found
        if len(found) > 1:
            meant = [one for one in found if self._says(one, row)][:1] or self.changeable(found)
        self.is_ambiguous = len(found) > 1 and len(meant) != 1
        return next(iter(meant or found), None)

    def changeable(self, found: Sequence[Any]) -> Sequence[Any]:
        """Those of the stored rows that may still be changed."""
        return found

    def _says(self, instance: Any, row: Any) -> bool:
        try:
            return all(column.clean(row) == getattr(instance, column.attribute) for column in self.given)
        except (ValueError, ValidationError):
            return False

    def after_init_instance(self, instance: Any, new: bool, row: Any, **kwargs: Any) -> None:
        self.is_new = new
        self.line = self.grid.lines[kwargs["row_number"] - 1]
        self.before = [] if new else [getattr(instance, column.attribute) for column in self.given]
        self.changes: tuple[Change, ...] = ()

    def import_instance(self, instance: Any, row: Any, **kwargs: Any) -> None:
        """Every fault of the row, not the first alone."""
        errors: dict[str, ValidationError] = {}
        for column in self.given:
            try:
                setattr(instance, column.attribute, column.clean(row))
            except ValidationError as error:
                errors[column.attribute] = error
            except ValueError as error:
                errors[column.attribute] = ValidationError(str(error))
        if errors:
            raise ValidationError(errors)

    def skip_row(self, instance: Any, original: Any, row: Any, import_validation_errors: Any = None) -> bool:
        if import_validation_errors or self.is_new:
            return False
        self.changes = tuple(self._changes(instance))
        return not self.changes and not self._repeats(instance, unchanged=True)

    def _changes(self, instance: Any) -> Iterable[Change]:
        for column, old in zip(self.given, self.before, strict=True):
            new = getattr(instance, column.attribute)
            if new != old:
                yield Change(column.column_name, column.shown(old), column.shown(new))

    def validate_instance(
        self, instance: Any, import_validation_errors: Any = None, validate_unique: bool = True
    ) -> None:
        errors = dict(import_validation_errors or {})
        if not errors:
            errors = self.faults(instance)
            if self.is_ambiguous:
                errors.setdefault(NON_FIELD_ERRORS, []).append(
                    f"库里有几条同名的{self._meta.model._meta.verbose_name}，分不清改哪一条；请在后台里直接修改"
                )
            if told := self._repeats(instance, unchanged=False):
                errors.setdefault(NON_FIELD_ERRORS, []).append(told)
        if errors:
            raise ValidationError(errors)

    def _repeats(self, instance: Any, *, unchanged: bool) -> str:
        """What is wrong where an earlier row is about the same, "" where nothing is."""
        line, was_unchanged = self.seen.setdefault(self.key_of(instance), (self.line, unchanged))
        if line == self.line or (unchanged and was_unchanged):
            return ""
        names = "、".join(self.fields[name].column_name for name in self.key)
        return f"与第 {line} 行重复（{names}相同），请只留一行"

    def after_import_row(self, row: Any, row_result: TableRow, **kwargs: Any) -> None:
        row_result.line, row_result.changes = self.line, self.changes
        if self.is_new and len(self.create_instances) <= SHOWN:
            row_result.cells = tuple(column.export(row_result.instance) for column in self.given)

    def bulk_create(
        self,
        using_transactions: bool,
        dry_run: bool,
        raise_errors: bool,
        batch_size: Any = None,
        result: Any = None,
    ) -> None:
        """Import-export's first call to write anything, once all rows are read; here the only one."""
        if dry_run:
            return
        if not result.is_sound or result.fingerprint != self.expected:
            raise Outdated
        self.store(self.create_instances, self.update_instances)
        self.is_written = True

    def bulk_update(self, *args: Any, **kwargs: Any) -> None:
        """See `bulk_create`."""

    def bulk_delete(self, *args: Any, **kwargs: Any) -> None:
        """A table deletes nothing."""

    def after_import(self, dataset: Grid, result: TableResult, **kwargs: Any) -> None:
        result.notes, result.lines, result.columns = dataset.notes, dataset.lines, self.given


def batched(values: Iterable[Any]) -> Iterable[list[Any]]:
    distinct = list(dict.fromkeys(values))
    return (distinct[at : at + BATCH] for at in range(0, len(distinct), BATCH))


def _hashable(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value
