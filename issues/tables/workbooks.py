"""xlsx to a Grid: the first sheet that is shown, read as Excel shows it."""

import re
import warnings
from collections.abc import Iterator
from io import BytesIO
from typing import Any
from zipfile import ZipFile

from openpyxl import load_workbook

from issues.importing.archives import open_archive
from issues.importing.errors import InvalidDocument
from issues.importing.signatures import Kind
from issues.tables.cells import Unclear, as_text
from issues.tables.grid import Grid, gather

MAX_LINE = 1_048_576
"""Excel's own; a file may claim any line for a row, and empty ones are counted out before it."""
MAX_CELLS = 5_000_000
MAX_PART = 64 * 2**20
"""Of XML, inflated. Some writers, openpyxl among them, spend eight bytes on a Chinese character (&#21307;)."""
NOTES_SHEET = "填写说明"
"""The second sheet of our own templates."""
_HIDDEN = re.compile(rb'<(?:\w+:)?row\b(?=[^>]*\shidden="(?:1|true)")[^>]*\sr="(\d+)"')
_UNCOMPUTED = re.compile(
    rb'<(?:\w+:)?c\b[^>]*?\sr="([A-Z]+\d+)"[^>]*>\s*<(?:\w+:)?f\b(?:[^>]*/>|[^>]*>[^<]*</(?:\w+:)?f>)'
    rb"\s*(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v></(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z]+\d+:[A-Z]+\d+)"')
_SHOWN = 8


def read_workbook(data: bytes) -> Grid:
    """Raises `InvalidDocument` (Chinese)."""
    archive = open_archive(data, kind=Kind.EXCEL, max_part=MAX_PART)
    try:
        book = _opened(data)
        sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"] or book.worksheets
        if not sheets:
            raise InvalidDocument("", "文件里没有工作表")
        raw = archive.read(_part_of(sheets[0], archive))
        return gather(_rows(sheets[0], _uncomputed(raw)), notes=_notes(sheets, raw))
    except InvalidDocument:
        raise
    except (
        Exception
    ) as error:  # openpyxl raises what it likes on a damaged part: KeyError, TypeError, ParseError …
        raise InvalidDocument("", _DAMAGED) from error


_DAMAGED = "文件已损坏，读不出工作表；请用 Excel 或 WPS 打开，重新保存再上传"


def _opened(data: bytes) -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of styles and extensions that we do not look at
        return load_workbook(BytesIO(data), read_only=True, data_only=True, keep_links=False)


def _part_of(sheet: Any, archive: ZipFile) -> str:
    path = str(sheet._worksheet_path)  # openpyxl offers no other way to the sheet's own XML
    return path if path in archive.namelist() else path.lstrip("/")


def _rows(sheet: Any, uncomputed: dict[int, list[int]]) -> Iterator[tuple[int, list[str]]]:
    sheet.reset_dimensions()  # what the file claims of its size is not believed
    looked_at = 0
    for line, values in enumerate(sheet.iter_rows(values_only=True), 1):
        looked_at += len(values)
        if line > MAX_LINE or looked_at > MAX_CELLS:
            raise InvalidDocument("", "表格里有太多空行或空列，请把有内容的部分复制到新的工作簿里再导入")
        row = [as_text(value) for value in values]
        for column in uncomputed.get(line, ()):
            row[column] = Unclear(
                "=", "是公式，文件里没有存它算出的值；请在 Excel 里打开、保存一次，或粘贴为数值"
            )
        yield line, row


def _uncomputed(raw: bytes) -> dict[int, list[int]]:
    """Line → columns (from 0) whose formulas have no stored value: Excel stores one, other programs may not."""
    found: dict[int, list[int]] = {}
    if b"<f" in raw or b":f" in raw:
        for match in _UNCOMPUTED.finditer(raw):
            line, column = _place(match[1].decode())
            found.setdefault(line, []).append(column)
    return found


def _place(reference: str) -> tuple[int, int]:
    """B3 → line 3, column 1."""
    letters = reference.rstrip("0123456789")
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    return int(reference[len(letters) :]), column - 1


def _notes(sheets: list[Any], raw: bytes) -> Iterator[str]:
    others = [sheet.title for sheet in sheets[1:] if sheet.title != NOTES_SHEET]
    if others:
        yield f"文件里有 {len(others) + 1} 张工作表，只读了第一张“{sheets[0].title}”。"
    if hidden := [match[1].decode() for match in _HIDDEN.finditer(raw)]:
        yield f"有 {len(hidden)} 行在 Excel 里是隐藏的（第 {_listed(hidden)} 行），也一并读入了。"
    if merged := [match[1].decode() for match in _MERGED.finditer(raw)]:
        yield f"有合并的单元格（{_listed(merged)}）：内容只算在左上角那一格，其余各格是空的。"


def _listed(names: list[str]) -> str:
    return "、".join(names[:_SHOWN]) + ("……" if len(names) > _SHOWN else "")
