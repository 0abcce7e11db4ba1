"""Reads addresses that a cell links to (“点击查看”, or the title itself) but does not contain as text."""

from collections.abc import Sequence

from issues.richtext.web_address import completed, is_fit
from issues.spreadsheets.columns import Column
from issues.spreadsheets.files.cells import Linked
from issues.spreadsheets.files.grid import Grid, has_text

NAMED = 8


def take_links(
    grid: Grid, at: int, recognised: dict[int, Column], columns: Sequence[Column]
) -> dict[int, Column]:
    """Writes them into the column of addresses, which is added if the table has none. Returns the columns that were added."""
    added: dict[int, Column] = {}
    for column in (column for column in columns if column.is_address):
        index = next((index for index, known in recognised.items() if known is column), None)
        if index is None:
            if not any(map(_behind, grid.rows[at + 1 :])):
                continue
            index = len(grid.rows[0])
            added[index] = column
            for row in grid.rows:
                row.append("")
        _take(grid, at + 1, index, column.column_name)
    return added


def _take(grid: Grid, first: int, index: int, name: str) -> None:
    taken = []
    for line, row in zip(grid.lines[first:], grid.rows[first:], strict=True):
        cell = row[index]
        target = cell.target if isinstance(cell, Linked) else "" if has_text(cell) else _behind(row)
        if target and not is_fit(completed(cell)):
            row[index] = target
            taken.append(str(line))
    if taken:
        lines = "、".join(taken[:NAMED]) + ("……" if len(taken) > NAMED else "")
        grid.notes.append(f"第 {lines} 行的{name}取自单元格里的超链接。")


def _behind(row: Sequence[str]) -> str:
    return next((cell.target for cell in row if isinstance(cell, Linked)), "")
