"""Tables of rich text on the grid that Word asks for: no cell over another, none past the last row, few columns."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from issues.richtext.tree import Container, Paragraph

MAX_COLUMNS = 63
"""Word opens no table with more."""
_SPAN = re.compile(r'(rowspan|colspan)="(\d+)"')


@dataclass(frozen=True, slots=True)
class Placed:
    """A cell at its place in the grid, its spans cut to what is free there."""

    cell: Container
    row: int
    column: int
    rowspan: int
    colspan: int
    is_heading: bool
    """Stands in a row that is repeated on every page."""


@dataclass(frozen=True, slots=True)
class Grid:
    rows: int
    columns: int
    heading_rows: int
    cells: tuple[Placed, ...]


def make_regular(root: Container) -> bool:
    """Puts every table below `root` on its grid; whether all stood there already."""
    before = list(_attributes(root))
    for box in _boxes(root):
        if box.name == "table":
            for placed in grid(box).cells:
                placed.cell.attributes = _written(placed)
    return before == list(_attributes(root))


def grid(table: Container) -> Grid:
    found: list[Placed] = []
    first = heading_rows = 0
    for name in ("thead", "tbody"):
        rows = [row for group in table.containers(name) for row in group.containers("tr")]
        found += _placed(rows, first, is_heading=name == "thead")
        first += len(rows)
        heading_rows = heading_rows or (first if name == "thead" else 0)
    columns = max((placed.column + placed.colspan for placed in found), default=1)
    return Grid(rows=first, columns=columns, heading_rows=heading_rows, cells=tuple(found))


def _placed(rows: list[Container], first: int, *, is_heading: bool) -> Iterator[Placed]:
    """The cells of one group of rows, which no cell leaves."""
    taken: set[tuple[int, int]] = set()
    for number, row in enumerate(rows):
        column = 0
        _gather_what_is_too_wide(row, number, taken)
        for cell in row.containers("th", "td"):
            while (number, column) in taken:
                column += 1
            spans = dict(_SPAN.findall(cell.attributes))
            rowspan = min(int(spans.get("rowspan", 1)), len(rows) - number)
            colspan = _free(number, column, int(spans.get("colspan", 1)), taken)
            taken |= {(number + r, column + c) for r in range(rowspan) for c in range(colspan)}
            yield Placed(cell, first + number, column, rowspan, colspan, is_heading)
            column += colspan


def _free(row: int, column: int, wanted: int, taken: set[tuple[int, int]]) -> int:
    for width in range(1, min(wanted, MAX_COLUMNS - column)):
        if (row, column + width) in taken:
            return width
    return max(1, min(wanted, MAX_COLUMNS - column))


def _gather_what_is_too_wide(row: Container, number: int, taken: set[tuple[int, int]]) -> None:
    """Cells that have no column left give what they hold to the last one that has."""
    column = 0
    cells = row.containers("th", "td")
    for place, cell in enumerate(cells):
        while (number, column) in taken:
            column += 1
        if column >= MAX_COLUMNS:
            _join(row, cells[max(place - 1, 0)], cells[max(place, 1) :])
            return
        span = dict(_SPAN.findall(cell.attributes)).get("colspan", "1")
        column += _free(number, column, int(span), taken)


def _join(row: Container, last: Container, cells: list[Container]) -> None:
    for cell in cells:
        last.children += cell.children
        row.children.remove(cell)


def _written(placed: Placed) -> str:
    spans = {"colspan": placed.colspan, "rowspan": placed.rowspan}
    return "".join(f' {key}="{span}"' for key, span in spans.items() if span > 1)


def _attributes(root: Container) -> Iterator[str]:
    return (box.attributes for box in _boxes(root) if box.name in ("td", "th"))


def _boxes(root: Container) -> Iterator[Container]:
    yield root
    for child in root.children:
        if not isinstance(child, Paragraph):
            yield from _boxes(child)
