"""Reads a table of a web page to a Grid, because CNKI and many offices export web pages as .xls."""

import re
from collections.abc import Iterator
from typing import Any

from lxml import etree, html

from issues.richtext.superscripts import subscript, superscript
from issues.spreadsheets.files.cells import Linked, as_text
from issues.spreadsheets.files.delimited import decoded, mark_unclear_dates
from issues.spreadsheets.files.grid import MAX_COLUMNS, Grid, NoRows, gather

WEB = re.compile(r"https?://", re.IGNORECASE)
_DECLARED = re.compile(r"\A\s*<\?xml[^>]*>")
_WHITE = re.compile(r"[ \t\r\n\f]+")
_LINE_END = re.compile(r" ?\x1e ?")
_HEIGHTS = {"sup": superscript, "sub": subscript}
_BREAKS = {"br", "p", "div", "li"}
_OTHERS = "网页里有 {} 个表格，只读了内容最多的一个。"


def read_web_page(data: bytes) -> Grid | None:
    """Reads the largest table, or returns None if there is no table with text. Raises `Unreadable` (Chinese)."""
    parser = html.HTMLParser(no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = html.document_fromstring(_DECLARED.sub("", decoded(data)), parser=parser)
    except (etree.LxmlError, ValueError):
        return None
    tables = [table for table in root.iter("table") if next(table.iterancestors("table"), None) is None]
    largest = max(tables, key=lambda table: len(list(table.iter("td", "th"))), default=None)
    try:
        grid = None if largest is None else mark_unclear_dates(gather(_rows(largest)))
    except NoRows:
        return None
    if grid and len(tables) > 1:
        grid.notes.append(_OTHERS.format(len(tables)))
    return grid


def _rows(table: Any) -> Iterator[tuple[int, list[str]]]:
    """A cell over several columns or rows is in the first of them, as in a workbook."""
    below: dict[int, int] = {}
    for line, row in enumerate(table.iter("tr"), 1):
        cells: list[str] = []
        for cell in row.iterchildren("td", "th"):
            while below.get(len(cells), 0) > 0:
                below[len(cells)] -= 1
                cells.append("")
            width, height = _span(cell, "colspan"), _span(cell, "rowspan")
            below.update(dict.fromkeys(range(len(cells), len(cells) + width), height - 1))
            cells += [_cell(cell), *[""] * (width - 1)]
        yield line, cells


def _span(cell: Any, name: str) -> int:
    number = cell.get(name, "1").strip()
    return min(max(int(number), 1), MAX_COLUMNS) if number.isascii() and number.isdigit() else 1


def _cell(cell: Any) -> str:
    text = as_text(_LINE_END.sub("\n", _WHITE.sub(" ", _words(cell))).strip())
    target = next((link.get("href", "") for link in cell.iter("a") if WEB.match(link.get("href", ""))), "")
    return Linked(text, target) if target and type(text) is str else text


def _words(element: Any) -> str:
    """The text of a cell, with U+001E at the end of each line, because no page contains this character."""
    parts = [element.text or ""]
    for child in element:
        inner = _words(child) if isinstance(child.tag, str) and child.tag not in ("script", "style") else ""
        parts.append(_HEIGHTS.get(child.tag, str)(inner))
        parts.append("\x1e" if child.tag in _BREAKS else "")
        parts.append(child.tail or "")
    return "".join(parts)
