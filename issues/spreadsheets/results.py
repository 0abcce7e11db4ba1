"""The result of an import or its preview, row by row: the Result of import-export with line numbers of the source."""

import hashlib
import logging
from dataclasses import dataclass
from typing import Any, Self

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from import_export.results import Error, Result, RowResult

from issues.spreadsheets.columns import Column

logger = logging.getLogger(__name__)
SHOWN = 200
"""The number of rows of each kind that the preview shows."""
FAILED = "这一行导入时出错（错误已记入日志），请联系管理员"


@dataclass(frozen=True, slots=True)
class Change:
    """The old and new text of one cell."""

    heading: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Fault:
    line: int
    heading: str
    reason: str


class TableRow(RowResult):  # type: ignore[misc]
    """The result of one row. `line` is its line in the source. A refused row has no instance."""

    changes: tuple[Change, ...] = ()
    cells: tuple[str, ...] = ()
    """The cells as they would be stored; only the first new rows have them."""
    held: tuple[Any, ...] = ()
    """Stored entries that are the same as this new one."""

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
    """`notes` are messages about reading the source; `lines` is the line in the source for each row."""

    def __init__(self) -> None:
        super().__init__()
        self.notes: list[str] = []
        self.lines: list[int] = []
        self.columns: list[Column] = []
        self.destination = ""
        """The name of the section that new rows go to, if the editor can choose it."""
        self.home: Any = None
        """The section of the rows after the import."""

    @property
    def headings(self) -> list[str]:
        return [column.column_name for column in self.columns]

    def append_error_row(self, number: int, row: Any, errors: list[Any]) -> None:
        """Logs an unexpected error, which import-export itself logs only at debug level."""
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
        invalid = [fault for row in self.invalid_rows for fault in self._faults_of(row)]
        failed = [Fault(self.lines[row.number - 1], "", FAILED) for row in self.error_rows]
        return sorted([*invalid, *failed], key=lambda fault: fault.line)

    def rows_that_are(self, import_type: str) -> list[TableRow]:
        return [row for row in self.rows if row.import_type == import_type]

    @property
    def sha256(self) -> str:
        """The SHA-256 of what the rows would do. An import may write only if it equals that of the preview."""
        result = hashlib.sha256(self.destination.encode())
        for row in self.rows:
            result.update(repr((row.line, row.import_type, row.object_id, row.changes)).encode())
        return result.hexdigest()

    def _faults_of(self, row: Any) -> list[Fault]:
        names = {column.attribute: column.column_name for column in self.columns}
        line = self.lines[row.number - 1]
        return [
            Fault(line, "" if name == NON_FIELD_ERRORS else names.get(name, name), reason)
            for name, reasons in row.error_dict.items()
            for reason in reasons
        ]
