"""Reads HTML tables inside a text, as programs that recognise printed pages write them."""

import html
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from issues.document.errors import Unreadable
from issues.importing.source import Cell, Table
from issues.importing.word.grid import MAX_CELLS, Grid

_TAG = re.compile(r"<(?P<close>/?)(?P<name>tr|td|th)\b(?P<attributes>[^<>]{0,300})>", re.IGNORECASE)
_SPAN = re.compile(r"\b(row|col)span\s*=\s*[\"']?(\d{1,3})", re.IGNORECASE)
_FRAME = re.compile(r"</?(?:table|tbody|thead|tfoot|colgroup|col)\b[^<>]{0,300}>", re.IGNORECASE)
_OPENS, _CLOSES = "<table", "</table>"
_MOST_COLUMNS = 40

ReadCell = Callable[[str, int], Cell]
"""Makes a cell of its words and the number of their line."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a text: a table, or the text between two. `line` is the number of its first line."""

    text: str
    line: int
    is_table: bool


def pieces(text: str) -> Iterator[Piece]:
    lowered, at, line = text.lower(), 0, 1
    while (start := lowered.find(_OPENS, at)) >= 0 and (end := lowered.find(_CLOSES, start)) >= 0:
        end += len(_CLOSES)
        for piece, is_table in ((text[at:start], False), (text[start:end], True)):
            yield Piece(piece, line, is_table)
            line += piece.count("\n")
        at = end
    yield Piece(text[at:], line, is_table=False)


def read_table(piece: Piece, read_cell: ReadCell) -> tuple[str, Table | None]:
    """Returns the text outside of all cells, and the table; None for a table without cells."""
    outside: list[str] = []
    rows: list[list[tuple[str, Cell]]] = []
    tags = list(_TAG.finditer(piece.text))
    starts = [tag.start() for tag in tags]
    outside.append(piece.text[: starts[0]] if starts else piece.text)
    for tag, end in zip(tags, [*starts[1:], len(piece.text)], strict=False):
        words = piece.text[tag.end() : end]
        name = tag["name"].lower()
        if tag["close"] or name == "tr":
            outside.append(words)
        if name == "tr" and not tag["close"]:
            rows.append([])
        elif not tag["close"]:
            rows = rows or [[]]
            line = piece.line + piece.text.count("\n", 0, tag.start())
            rows[-1].append((name, _spanning(read_cell(html.unescape(_FRAME.sub("", words)), line), tag)))
    return _FRAME.sub("", "".join(outside)).strip(), _table([row for row in rows if row], piece.line)


def _spanning(cell: Cell, tag: re.Match[str]) -> Cell:
    spans = {name.lower(): int(number) for name, number in _SPAN.findall(tag["attributes"])}
    columns = min(max(spans.get("col", 1), 1), _MOST_COLUMNS)
    return Cell(blocks=cell.blocks, rowspan=max(spans.get("row", 1), 1), colspan=columns)


def _table(rows: list[list[tuple[str, Cell]]], line: int) -> Table | None:
    if not rows:
        return None
    if sum(cell.colspan * min(cell.rowspan, len(rows)) for row in rows for _, cell in row) > MAX_CELLS:
        raise Unreadable("有一张表太大，超出了可以导入的范围，请改作附件")
    grid = Grid()
    for row in rows:
        grid.begin_row(is_heading=all(name == "th" for name, _ in row))
        for _, cell in row:
            grid.add(cell)
    return Table(line=line, rows=grid.rows())
