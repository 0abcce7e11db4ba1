"""Matches the columns of a grid with the columns of the resource by their headings."""

import re
import unicodedata
from collections.abc import Iterator, Sequence

from issues.document.errors import Unreadable
from issues.spreadsheets.columns import Column
from issues.spreadsheets.files.grid import Grid, has_text
from issues.spreadsheets.files.links import take_links

BILINGUAL = re.compile(r"\s*([A-Za-z][A-Za-z /]*)[-－—]\s*(.+?)\s*")
LOOKED_AT = 10
"""The number of rows to search, because a title or two may be above the headings."""


def recognise(grid: Grid, columns: Sequence[Column]) -> None:
    """Set the headers of the grid and remove unknown columns and the rows above the data. Raises `Unreadable`
    (Chinese)."""
    known = {
        _plain(name): column
        for column in columns
        for name in (*column.weak, column.column_name, *column.variants)
    }
    at, recognised = _heading_row(grid, known)
    if not recognised and grid.may_lack_headings:
        _by_order(grid, columns)
        return
    recognised |= take_links(grid, at, recognised, columns)
    _check(grid, at, recognised, columns)
    chosen = _chosen(grid, at, recognised)
    if unknown := _unknown(grid, at, recognised):
        grid.notes.append(f"没有用到的列：{'、'.join(unknown)}。")
    _reduce(grid, at + 1, chosen)
    if not grid.rows:
        raise Unreadable("只有列名，没有数据")


def _heading_row(grid: Grid, known: dict[str, Column]) -> tuple[int, dict[int, Column]]:
    """The first of the rows with the most known headings."""
    rows = [_columns_of(row, known) for row in grid.rows[:LOOKED_AT]]
    at = max(range(len(rows)), key=lambda n: len(rows[n]))
    return at, rows[at]


def _columns_of(row: Sequence[str], known: dict[str, Column]) -> dict[int, Column]:
    meant = {
        index: next((known[name] for name in _names(cell) if name in known), None)
        for index, cell in enumerate(row)
    }
    return {index: column for index, column in meant.items() if column}


def _names(heading: str) -> Iterator[str]:
    """The heading, and the two halves of CNKI's “Title-题名”."""
    yield _plain(heading)
    if match := BILINGUAL.fullmatch(heading[:100]):
        yield from (_plain(match[2]), _plain(match[1]))


def _plain(heading: str) -> str:
    """Removes blanks, punctuation and text in brackets: “题名（必填）*” is 题名."""
    text = unicodedata.normalize("NFKC", heading[:100]).lower()
    return re.sub(r"\(.*?\)|\[.*?\]|[\s*:_\-/.、]", "", text)


def _check(grid: Grid, at: int, recognised: dict[int, Column], columns: Sequence[Column]) -> None:
    names = {column.column_name for column in recognised.values()}
    if missing := [c.column_name for c in columns if c.is_required and c.column_name not in names]:
        at = _likely_headings(grid, at, recognised)
        there = "、".join(cell.strip()[:40] for cell in grid.rows[at] if cell.strip())
        raise Unreadable(
            f"没有找到必需的列：{'、'.join(missing)}。第 {grid.lines[at]} 行里有：{there}。请对照模板改列名",
        )


def _likely_headings(grid: Grid, at: int, recognised: dict[int, Column]) -> int:
    """The row to name in the error. A single known heading may be in a row of data by chance."""
    if len(recognised) > 1:
        return at
    filled = [sum(map(has_text, row)) for row in grid.rows[:LOOKED_AT]]
    return next((n for n, count in enumerate(filled) if count > 1), at)


def _chosen(grid: Grid, at: int, recognised: dict[int, Column]) -> list[tuple[Column, list[int]]]:
    """Each column with its indexes in the grid, the best first: its empty cells are filled from the next."""
    indexes: dict[str, list[int]] = {}
    for index, column in recognised.items():
        indexes.setdefault(column.column_name, []).append(index)
    row, chosen = grid.rows[at], []
    for name, there in indexes.items():
        column = recognised[there[0]]
        strong = [index for index in there if not _is_weak(row[index], column)]
        if len(strong) > 1 or (not strong and len(there) > 1):
            same = [row[index].strip() for index in strong or there]
            raise Unreadable(f"有 {len(same)} 列都是“{name}”：{'、'.join(same)}。请只留一列")
        ordered = strong + [index for index in there if index not in strong]
        if len(ordered) > 1:
            first, *others = [f"“{row[index].strip()}”" for index in ordered]
            grid.notes.append(f"{name}取自{first}一列，空着的取自{'、'.join(others)}。")
        chosen.append((column, ordered))
    return chosen


def _is_weak(heading: str, column: Column) -> bool:
    strong = {_plain(name) for name in (column.column_name, *column.variants)}
    return not any(name in strong for name in _names(heading))


def _unknown(grid: Grid, at: int, recognised: dict[int, Column]) -> list[str]:
    """Unknown headings, and columns with data but without a heading."""
    row, below = grid.rows[at], grid.rows[at + 1 :]
    named = [f"“{row[n].strip()[:40]}”" for n in range(len(row)) if n not in recognised and row[n].strip()]
    blank = [n for n in range(len(row)) if n not in recognised and not row[n].strip()]
    return named + [f"第 {n + 1} 列（没有列名）" for n in blank if any(has_text(r[n]) for r in below)]


def _by_order(grid: Grid, columns: Sequence[Column]) -> None:
    width = max((n + 1 for row in grid.rows for n, cell in enumerate(row) if cell), default=0)
    taken = columns[:width]
    required = sum(column.is_required for column in columns)
    if width > len(columns) or width < required:
        order = "、".join(column.column_name for column in columns)
        raise Unreadable(f"没有列名，也对不上列的次序：粘贴了 {width} 列。请带上列名，或按这个次序：{order}")
    grid.notes.append(f"没有列名，按次序当作：{'、'.join(column.column_name for column in taken)}。")
    _reduce(grid, 0, [(column, [index]) for index, column in enumerate(taken)])


def _reduce(grid: Grid, first: int, chosen: list[tuple[Column, list[int]]]) -> None:
    grid.headers = [column.column_name for column, _ in chosen]
    spares = [(indexes[0], indexes[1:]) for _, indexes in chosen if len(indexes) > 1]
    for row in grid.rows[first:] if spares else ():
        for index, others in spares:
            if not has_text(row[index]):
                row[index] = next((row[other] for other in others if has_text(row[other])), "")
    indexes = [indexes[0] for _, indexes in chosen]
    filled_rows = [
        (n, row) for n, row in enumerate(grid.rows) if n >= first and any(has_text(row[p]) for p in indexes)
    ]
    grid.lines = [grid.lines[n] for n, _ in filled_rows]
    grid.rows = [[row[p] for p in indexes] for _, row in filled_rows]
