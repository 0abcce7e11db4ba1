"""Which column of a grid is which column of the model."""

import re
import unicodedata
from collections.abc import Sequence

from issues.importing.errors import InvalidDocument
from issues.tables.columns import Column
from issues.tables.grid import Grid

LOOKED_AT = 10
"""Rows: a printed title or two may stand above the headings."""


def recognise(grid: Grid, columns: Sequence[Column]) -> None:
    """Give the grid its headers and leave only the columns that are known, each row below the headings; or raise
    `InvalidDocument` (Chinese)."""
    known = {_plain(name): column for column in columns for name in (column.column_name, *column.variants)}
    at, found = _heading_row(grid, known)
    if not found and grid.may_lack_headings:
        _by_place(grid, columns)
        return
    _check(grid, at, found, columns)
    if unknown := _unknown(grid, at, found):
        grid.notes.append(f"没有用到的列：{'、'.join(unknown)}。")
    _keep(grid, at + 1, list(found.items()))
    if not grid.rows:
        raise InvalidDocument("", "只有列名，没有数据")


def _heading_row(grid: Grid, known: dict[str, Column]) -> tuple[int, dict[int, Column]]:
    """The first of the rows that tell the most columns."""
    rows = [_columns_of(row, known) for row in grid.rows[:LOOKED_AT]]
    at = max(range(len(rows)), key=lambda n: len(rows[n]))
    return at, rows[at]


def _columns_of(row: Sequence[str], known: dict[str, Column]) -> dict[int, Column]:
    return {place: known[name] for place, cell in enumerate(row) if (name := _plain(cell)) in known}


def _plain(heading: str) -> str:
    """Without blanks, marks and what is bracketed: “题名（必填）*” is 题名."""
    text = unicodedata.normalize("NFKC", heading[:100]).lower()
    return re.sub(r"\(.*?\)|\[.*?\]|[\s*:_\-/.、]", "", text)


def _check(grid: Grid, at: int, found: dict[int, Column], columns: Sequence[Column]) -> None:
    names = [column.column_name for column in found.values()]
    row = grid.rows[at]
    if missing := [c.column_name for c in columns if c.is_required and c.column_name not in names]:
        there = "、".join(cell.strip()[:40] for cell in row if cell.strip())
        raise InvalidDocument(
            "",
            f"没有找到必需的列：{'、'.join(missing)}。第 {grid.lines[at]} 行里有：{there}。请对照模板改列名",
        )
    for name in names:
        if len(same := [row[place].strip() for place, c in found.items() if c.column_name == name]) > 1:
            raise InvalidDocument("", f"有 {len(same)} 列都是“{name}”：{'、'.join(same)}。请只留一列")


def _unknown(grid: Grid, at: int, found: dict[int, Column]) -> list[str]:
    """Headings of no use here, and columns without one that hold something."""
    row, below = grid.rows[at], grid.rows[at + 1 :]
    named = [f"“{row[n].strip()[:40]}”" for n in range(len(row)) if n not in found and row[n].strip()]
    blank = [n for n in range(len(row)) if n not in found and not row[n].strip()]
    return named + [f"第 {n + 1} 列（没有列名）" for n in blank if any(r[n] for r in below)]


def _by_place(grid: Grid, columns: Sequence[Column]) -> None:
    width = max((n + 1 for row in grid.rows for n, cell in enumerate(row) if cell), default=0)
    taken = columns[:width]
    required = sum(column.is_required for column in columns)
    if width > len(columns) or width < required:
        told = "、".join(column.column_name for column in columns)
        raise InvalidDocument(
            "", f"没有列名，也对不上列的次序：粘贴了 {width} 列。请带上列名，或按这个次序：{told}"
        )
    grid.notes.append(f"没有列名，按次序当作：{'、'.join(column.column_name for column in taken)}。")
    _keep(grid, 0, list(enumerate(taken)))


def _keep(grid: Grid, first: int, chosen: list[tuple[int, Column]]) -> None:
    grid.headers = [column.column_name for _, column in chosen]
    places = [place for place, _ in chosen]
    kept = [(n, row) for n, row in enumerate(grid.rows) if n >= first and any(row[p] for p in places)]
    grid.lines = [grid.lines[n] for n, _ in kept]
    grid.rows = [[row[p] for p in places] for _, row in kept]
