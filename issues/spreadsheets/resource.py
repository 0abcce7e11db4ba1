"""Base class of all spreadsheets: an import-export resource that matches rows by natural key and writes them in bulk."""

from collections.abc import Iterable, Sequence
from typing import Any, ClassVar

from django.db import models
from import_export.resources import ModelResource

from issues.job_progress import report
from issues.refusals import Refusal
from issues.richtext import plain_text
from issues.spreadsheets.columns import Column
from issues.spreadsheets.files.grid import Grid
from issues.spreadsheets.headings import recognise
from issues.spreadsheets.results import SHOWN, Change, TableResult, TableRow
from issues.spreadsheets.rows import Key, Row, RowReader

BATCH = 500


class Outdated(Refusal):
    """The rows would no longer do what the person saw and confirmed."""


class TableResource(ModelResource):  # type: ignore[misc]
    """A subclass says `columns` and how rows are found. `expected`, the fingerprint of the preview, is needed to write.

    import-export's own way with a row copies each instance deeply and renders each cell as HTML; here `RowReader` compares
    the values of its columns, and the page shows the first rows only.
    """

    columns: ClassVar[tuple[Column, ...]] = ()
    key: ClassVar[tuple[str, ...]] = ()
    """Attributes that make two rows of a table the same row."""

    class Meta:
        fields = ()
        use_bulk = True
        batch_size = None  # everything at the end, once every row is known to be sound
        skip_diff = True
        instance_loader_class = RowReader

    def __init__(self, *, expected: str = "", **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.expected = expected
        self.fields = {column.attribute: column.of(self._meta.model) for column in self.columns}
        self.given: list[Column] = []

    # how rows are found, and what they are: for subclasses

    def load(self, dataset: Grid) -> None:
        """Read what the rows may mean from the database, in batches."""
        raise NotImplementedError

    def candidates(self, row: Row) -> Sequence[models.Model]:
        """The stored rows that this row may mean, the likeliest first."""
        raise NotImplementedError

    def changeable(self, found: Sequence[Any]) -> Sequence[Any]:
        """Those of the stored rows that may still be changed."""
        return found

    def locked(self, rows: Any) -> Any:
        """So that what is compared with the preview is what is written; a preview locks nothing."""
        return rows.select_for_update(of=("self",)) if self.expected else rows

    def key_of(self, instance: Any) -> Key:
        return tuple(_hashable(getattr(instance, name)) for name in self.key)

    def take(self, instance: Any, values: dict[str, Any]) -> None:
        """Say what the row says. A body that says it already keeps its formatting."""
        for name, value in values.items():
            if not (self.fields[name].is_rich and _says(getattr(instance, name), value)):
                setattr(instance, name, value)

    def moves(self, instance: Any) -> Iterable[Change]:
        """What becomes of a stored row beside the change of its cells."""
        return ()

    def faults(self, instance: Any) -> dict[str, list[str]]:
        """Why this new or changed row cannot be stored, by attribute."""
        return {}

    # how they are written

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

    def get_import_id_fields(self) -> list[str]:
        return ["id"]  # none: what import-export would check, `recognise` has

    def get_export_order(self) -> tuple[str, ...]:
        return tuple(self.fields)

    def before_import(self, dataset: Grid, **kwargs: Any) -> None:
        try:
            recognise(dataset, list(self.fields.values()))
        except ValueError:
            dataset.clear()
            raise
        by_heading = {column.column_name: column for column in self.fields.values()}
        self.given = [by_heading[heading] for heading in dataset.headers]

    def import_row(self, row: Row, instance_loader: RowReader, *, row_number: int, **kwargs: Any) -> TableRow:
        """In place of import-export's, which asks of every row whether it is to be deleted, compared as HTML or saved."""
        report(f"正在核对：第 {row_number} 行，共 {len(instance_loader.lines)} 行……")
        try:
            result = instance_loader.read(row, row_number)
        except Exception as error:  # a bug: reported for this row, and logged by TableResult
            return TableRow(instance_loader.lines[row_number - 1]).failed(row, row_number, error)
        if result.is_new():
            self.create_instances.append(result.instance)
            if len(self.create_instances) <= SHOWN:
                result.cells = tuple(column.export(result.instance) for column in self.given)
        elif result.is_update():
            self.update_instances.append(result.instance)
        return result

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
        report(f"正在保存 {len(self.create_instances) + len(self.update_instances)} 条……")
        self.store(self.create_instances, self.update_instances)

    def bulk_update(self, *args: Any, **kwargs: Any) -> None:
        """See `bulk_create`."""

    def bulk_delete(self, *args: Any, **kwargs: Any) -> None:
        """A table deletes nothing."""

    def after_import(self, dataset: Grid, result: TableResult, **kwargs: Any) -> None:
        result.notes, result.lines, result.columns = dataset.notes, dataset.lines, self.given


def batched(values: Iterable[Any]) -> Iterable[list[Any]]:
    distinct = list(dict.fromkeys(values))
    return (distinct[at : at + BATCH] for at in range(0, len(distinct), BATCH))


def _says(stored: str, body: str) -> bool:
    return bool(stored) and plain_text(stored) == plain_text(body)


def _hashable(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value
