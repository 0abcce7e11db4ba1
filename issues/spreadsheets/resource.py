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
    """The import would no longer do what the preview showed."""


class TableResource(ModelResource):  # type: ignore[misc]
    """A subclass sets `columns` and finds the stored rows. `expected`, the `sha256` of the preview's result, is needed to write.

    import-export itself copies each instance deeply and renders each cell as HTML. Here `RowReader` compares the values of
    the columns, and the page shows the first rows only.
    """

    columns: ClassVar[tuple[Column, ...]] = ()
    key: ClassVar[tuple[str, ...]] = ()
    """Attributes that make two rows of a table the same row."""

    class Meta:
        fields = ()
        use_bulk = True
        batch_size = None  # writes everything at the end, if every row is valid
        skip_diff = True
        instance_loader_class = RowReader

    def __init__(self, *, expected: str = "", **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.expected = expected
        self.fields = {column.attribute: column.of(self._meta.model) for column in self.columns}
        self.given: list[Column] = []

    # For subclasses: which stored row a row means, and its checks

    def load(self, dataset: Grid) -> None:
        """Read from the database, in batches, the stored rows that the dataset may mean."""
        raise NotImplementedError

    def candidates(self, row: Row) -> Sequence[models.Model]:
        """The stored rows that this row may mean, the most likely first."""
        raise NotImplementedError

    def changeable(self, rows: Sequence[Any]) -> Sequence[Any]:
        """Those of the stored rows that may still be changed."""
        return rows

    def locked(self, rows: Any) -> Any:
        """Locks the stored rows, except for a preview, so that they cannot change between comparison and writing."""
        return rows.select_for_update(of=("self",)) if self.expected else rows

    def cells_of(self, dataset: Grid, name: str) -> list[str]:
        """The cells of a column in all rows, or nothing if the spreadsheet does not have it."""
        heading = self.fields[name].column_name
        index = dataset.headers.index(heading) if heading in dataset.headers else None
        return [] if index is None else [row[index].strip() for row in dataset.rows]

    def key_of(self, instance: Any) -> Key:
        return tuple(_hashable(getattr(instance, name)) for name in self.key)

    def take(self, instance: Any, values: dict[str, Any]) -> None:
        """Set the values of the row on the instance. A body with the same text does not change, because it has formatting."""
        for name, value in values.items():
            if not (self.fields[name].is_rich and _has_text(getattr(instance, name), value)):
                setattr(instance, name, value)

    def moves(self, instance: Any) -> Iterable[Change]:
        """Changes of a stored row other than those of its cells."""
        return ()

    def faults(self, instance: Any) -> dict[str, list[str]]:
        """Why this new or changed row cannot be stored, by attribute."""
        return {}

    # Writing

    def store(self, new: list[Any], changed: list[Any]) -> None:
        self._meta.model.objects.bulk_create(new, batch_size=BATCH)
        if changed:
            self.overwrite(changed)

    def overwrite(self, changed: list[Any]) -> None:
        """Inserts with `ON CONFLICT … UPDATE`, because `bulk_update` writes a CASE for every cell and takes 20 times as long.
        The rows are locked, so that none of them can be deleted meanwhile."""
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

    # The steps of import-export

    @classmethod
    def get_result_class(cls) -> type[TableResult]:
        return TableResult

    def get_import_id_fields(self) -> list[str]:
        return ["id"]  # not used: `recognise` has checked the columns

    def get_export_order(self) -> tuple[str, ...]:
        return tuple(self.fields)

    @property
    def destination_name(self) -> str:
        """Where new rows go, "" if nobody can choose it. It is part of what the preview shows."""
        return ""

    def before_import(self, dataset: Grid, **kwargs: Any) -> None:
        try:
            recognise(dataset, list(self.fields.values()))
        except ValueError:
            dataset.clear()
            raise
        by_heading = {column.column_name: column for column in self.fields.values()}
        self.given = [by_heading[heading] for heading in dataset.headers]

    def import_row(self, row: Row, instance_loader: RowReader, *, row_number: int, **kwargs: Any) -> TableRow:
        """Replaces the method of import-export, which would save each row and compare it as HTML."""
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
        """Writes all rows. import-export calls this once, after all rows are read."""
        result.destination = self.destination_name
        if dry_run:
            return
        if not result.is_sound or result.sha256 != self.expected:
            raise Outdated
        report(f"正在保存 {len(self.create_instances) + len(self.update_instances)} 条……")
        self.store(self.create_instances, self.update_instances)

    def bulk_update(self, *args: Any, **kwargs: Any) -> None:
        """Does nothing: `bulk_create` writes the changed rows too."""

    def bulk_delete(self, *args: Any, **kwargs: Any) -> None:
        """Does nothing: a spreadsheet deletes no rows."""

    def after_import(self, dataset: Grid, result: TableResult, **kwargs: Any) -> None:
        result.notes, result.lines, result.columns = dataset.notes, dataset.lines, self.given


def batched(values: Iterable[Any]) -> Iterable[list[Any]]:
    distinct = list(dict.fromkeys(values))
    return (distinct[at : at + BATCH] for at in range(0, len(distinct), BATCH))


def _has_text(stored: str, body: str) -> bool:
    return bool(stored) and plain_text(stored) == plain_text(body)


def _hashable(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value
