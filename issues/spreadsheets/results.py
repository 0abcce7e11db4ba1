"""What an import would do, or did, row by row: import-export's Result with the lines of the source."""

import hashlib
import logging
from dataclasses import dataclass
from typing import Any, Self

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from import_export.results import Error, Result, RowResult

from issues.spreadsheets.columns import Column

logger = logging.getLogger(__name__)
SHOWN = 200
"""Rows of each sort, on the page of the preview."""
FAILED = "这一行导入时出错（错误已记入日志），请联系管理员"


@dataclass(frozen=True, slots=True)
class Change:
    """One cell, old and new, as shown."""

    heading: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Fault:
    line: int
    heading: str
    reason: str


class TableRow(RowResult):  # type: ignore[misc]
    """`line`: of the source. A row that is refused has no instance."""

    changes: tuple[Change, ...] = ()
    cells: tuple[str, ...] = ()
    """As they would be stored, for the first of the new rows."""
    held: tuple[Any, ...] = ()
    """Entries elsewhere that are the same as this new one."""

    def __init__(self, line: int) -> None:
        super().__init__()
        self.line = line

    def created(self, instance: Any) -> Self:
        return self._about(instance, RowResult.IMPORT_TYPE_NEW)

    def changed(self, instance: Any) -> Self:
        return self._about(instance, RowResult.IMPORT_TYPE_UPDATE)

    def skipped(self, instance: Any) -> Self:
        return self._about(instance, RowResult.IMPORT_TYPE_SKIP)

    def refused(self, errors: dict[str, Any]) -> Self:
        self.import_type, self.validation_error = RowResult.IMPORT_TYPE_INVALID, ValidationError(errors)
        return self

    def failed(self, row: Any, number: int, error: Exception) -> Self:
        self.import_type = RowResult.IMPORT_TYPE_ERROR
        self.errors.append(Error(error, row=row, number=number))
        return self

    def _about(self, instance: Any, import_type: str) -> Self:
        self.import_type, self.instance = import_type, instance
        self.add_instance_info(instance)
        return self


class TableResult(Result):  # type: ignore[misc]
    """`notes`: what the person should know of the reading; `lines`: of the source, by row."""

    def __init__(self) -> None:
        super().__init__()
        self.notes: list[str] = []
        self.lines: list[int] = []
        self.columns: list[Column] = []
        self.destination = ""
        """Where new rows are put, where that is asked."""
        self.home: Any = None
        """The section where they stand afterwards."""

    @property
    def headings(self) -> list[str]:
        return [column.column_name for column in self.columns]

    def append_error_row(self, number: int, row: Any, errors: list[Any]) -> None:
        """import-export would only whisper of an error that nobody foresaw."""
        super().append_error_row(number, row, errors)
        logger.error("row %s of a table", number, exc_info=errors[0].error)

    @property
    def is_sound(self) -> bool:
        return not (self.base_errors or self.invalid_rows or self.error_rows)

    @property
    def writes(self) -> int:
        return int(self.totals[RowResult.IMPORT_TYPE_NEW] + self.totals[RowResult.IMPORT_TYPE_UPDATE])

    @property
    def counts(self) -> str:
        new, changed, same = (self.totals[kind] for kind in ("new", "update", "skip"))
        return f"新增 {new}、更新 {changed}、未变 {same}"

    @property
    def faults(self) -> list[Fault]:
        found = [fault for row in self.invalid_rows for fault in self._faults_of(row)]
        failed = [Fault(self.lines[row.number - 1], "", FAILED) for row in self.error_rows]
        return sorted([*found, *failed], key=lambda fault: fault.line)

    def rows_that_are(self, import_type: str) -> list[TableRow]:
        return [row for row in self.rows if row.import_type == import_type]

    @property
    def fingerprint(self) -> str:
        """Differs where the same rows would do something else: what the person saw is what may be written."""
        told = hashlib.sha256(self.destination.encode())
        for row in self.rows:
            told.update(repr((row.line, row.import_type, row.object_id, row.changes)).encode())
        return told.hexdigest()

    def _faults_of(self, row: Any) -> list[Fault]:
        names = {column.attribute: column.column_name for column in self.columns}
        line = self.lines[row.number - 1]
        return [
            Fault(line, "" if name == NON_FIELD_ERRORS else names.get(name, name), reason)
            for name, reasons in row.error_dict.items()
            for reason in reasons
        ]
