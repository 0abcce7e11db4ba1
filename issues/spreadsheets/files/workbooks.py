"""Reads a workbook (xlsx) to a Grid: the first visible sheet, as Excel shows it."""

import re
from collections.abc import Iterator, Mapping, Sequence

from issues.document.errors import Unreadable
from issues.files.archives import open_archive
from issues.files.file_types import Kind
from issues.spreadsheets.files.books import Book, Sheet
from issues.spreadsheets.files.cells import Linked, Unclear
from issues.spreadsheets.files.grid import Grid, gather
from issues.spreadsheets.files.sheets import SheetRows

MAX_LINE = 1_048_576
"""Excel's own limit; a file may give any line number to a row."""
MAX_CELLS = 5_000_000
MAX_PART = 64 * 2**20
"""Bytes of XML after unpacking. Some programs, for example openpyxl, use eight bytes for a Chinese character (&#21307;)."""
NOTES_SHEET = "填写说明"
"""The second sheet of our own templates."""
_SHOWN = 8
WEB = re.compile(r"https?://", re.IGNORECASE)


def read_workbook(data: bytes) -> Grid:
    """Raises `Unreadable` (Chinese)."""
    archive = open_archive(data, kind=Kind.EXCEL, max_part=MAX_PART)
    try:
        return _grid(Book(archive))
    except Unreadable:
        raise
    # a damaged part may be wrong in any way: KeyError, ValueError, XMLSyntaxError …
    except Exception as error:
        raise Unreadable(_DAMAGED) from error


_DAMAGED = "文件已损坏，读不出工作表；请用 Excel 或 WPS 打开，重新保存再上传"


def _grid(book: Book) -> Grid:
    sheets = [sheet for sheet in book.sheets if sheet.is_shown] or book.sheets
    if not sheets:
        raise Unreadable("文件里没有工作表")
    rows = SheetRows(book, sheets[0])
    grid = gather(_bounded(rows))
    _link(grid, rows.links)
    grid.notes += _notes(sheets, rows)
    return grid


def _bounded(rows: SheetRows) -> Iterator[tuple[int, list[str]]]:
    """Ignores the size that the file states."""
    looked_at = 0
    for line, row in rows:
        looked_at += len(row)
        if line > MAX_LINE or looked_at > MAX_CELLS:
            raise Unreadable("表格里有太多空行或空列，请把有内容的部分复制到新的工作簿里再导入")
        yield line, row


def _link(grid: Grid, links: Mapping[tuple[int, int], str]) -> None:
    """Stores with each cell the address that it links to."""
    at = {line: n for n, line in enumerate(grid.lines)}
    for (line, column), target in links.items():
        row = grid.rows[at[line]] if line in at else []
        if column <= len(row) and WEB.match(target) and not isinstance(row[column - 1], Unclear):
            row[column - 1] = Linked(row[column - 1], target)


def _notes(sheets: Sequence[Sheet], rows: SheetRows) -> Iterator[str]:
    others = [sheet.title for sheet in sheets[1:] if sheet.title != NOTES_SHEET]
    if others:
        yield f"文件里有 {len(others) + 1} 张工作表，只读了第一张“{sheets[0].title}”。"
    if hidden := [str(line) for line in rows.hidden]:
        yield f"有 {len(hidden)} 行在 Excel 里是隐藏的（第 {_listed(hidden)} 行），也一并导入了。"
    if shortened := [str(line) for line in dict.fromkeys(rows.shortened)]:
        yield f"有的日期在 Excel 里只显示到年或月（第 {_listed(shortened)} 行），就按显示的导入。"
    if rows.merged:
        yield f"有合并的单元格（{_listed(rows.merged)}）：内容只算在左上角那一格，其余各格是空的。"


def _listed(names: list[str]) -> str:
    return "、".join(names[:_SHOWN]) + ("……" if len(names) > _SHOWN else "")
