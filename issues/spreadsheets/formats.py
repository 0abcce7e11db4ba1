"""The formats of import-export: xlsx and csv for the export, and the grid that is stored between preview and confirmation."""

import csv
from collections.abc import Iterable
from io import BytesIO, StringIO
from typing import Any

from import_export.formats.base_formats import Format
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font

from issues.spreadsheets.files.cells import ESCAPED, MAX_CELL, guarded
from issues.spreadsheets.files.grid import Grid

TEXT = "@"
"""Excel's number format for text: Excel does not change its digits."""


class PreviewedGrid(Format):  # type: ignore[misc]
    """The only format of the import, because `issues.spreadsheets.files.reading` has already read the file to a grid."""

    def __init__(self, encoding: str | None = None) -> None:
        self.encoding = encoding

    def get_title(self) -> str:
        return "表格"

    def can_import(self) -> bool:
        return True

    def create_dataset(self, in_stream: bytes) -> Grid:
        return Grid.from_json(in_stream)


class TableFormat(Format):  # type: ignore[misc]
    """Writes every cell as text, with an apostrophe before text that a spreadsheet would take for a formula."""

    title = extension = content_type = ""

    def get_title(self) -> str:
        return self.title

    def get_extension(self) -> str:
        return self.extension

    def get_content_type(self) -> str:
        return self.content_type

    def can_export(self) -> bool:
        return True


class Xlsx(TableFormat):
    title = "Excel 工作簿（xlsx）"
    extension = "xlsx"
    content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

    def export_data(self, dataset: Any, **kwargs: Any) -> bytes:
        rows = [[_fitting(cell) for cell in row] for row in dataset]
        book = Workbook(write_only=True)
        sheet = book.create_sheet("导出")
        sheet.freeze_panes = "A2"
        sheet.append(text_cells(sheet, dataset.headers, bold=True))
        for row in rows:
            sheet.append(text_cells(sheet, row))
        return saved(book)


class Csv(TableFormat):
    title = "CSV（UTF-8）"
    extension = "csv"
    content_type = "text/csv; charset=utf-8"

    def export_data(self, dataset: Any, **kwargs: Any) -> bytes:
        out = StringIO(newline="")
        writer = csv.writer(out)
        writer.writerow(dataset.headers)
        writer.writerows([guarded(_fitting(cell)) for cell in row] for row in dataset)
        return b"\xef\xbb\xbf" + out.getvalue().encode()  # Excel recognises UTF-8 by the byte order mark


def text_cells(sheet: Any, texts: Iterable[str], *, bold: bool = False) -> list[Any]:
    cells = []
    for text in texts:
        legal = ILLEGAL_CHARACTERS_RE.sub("\N{REPLACEMENT CHARACTER}", text)
        cell = WriteOnlyCell(sheet, value=guarded(ESCAPED.sub(r"_x005F_x\1_", legal)))
        cell.number_format = TEXT
        if bold:
            cell.font = Font(bold=True)
        cells.append(cell)
    return cells


def saved(book: Workbook) -> bytes:
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _fitting(text: str) -> str:
    """Raises ValueError (Chinese), which import-export shows, because openpyxl would cut the text silently."""
    if len(text) >= MAX_CELL:
        raise ValueError(
            f"“{text[:30]}……”有 {len(text):,} 字，一个单元格放不下（最多 {MAX_CELL - 1:,} 字），没有导出"
        )
    return text
