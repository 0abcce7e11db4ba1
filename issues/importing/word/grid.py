"""Cells as they come, row by row, set into a grid that has a place for every column of every row."""

from dataclasses import replace

from issues.importing.errors import InvalidDocument
from issues.importing.source import Cell, Paragraph, Row, Table

MAX_PLACES = 60_000
COVERED, MISSING = Cell(is_covered=True), Cell()


class Grid:
    def __init__(self) -> None:
        self._rows: list[dict[int, Cell]] = []
        self._headings: list[bool] = []
        self._reaching: dict[int, int] = {}
        """The row before which a column is free again."""
        self._column = self._width = 0

    def begin_row(self, *, is_heading: bool) -> None:
        self._rows.append({})
        self._headings.append(is_heading)
        self._column = 0

    def place(self, cell: Cell) -> None:
        """At the next free place of the row; it takes what its spans say."""
        row = len(self._rows) - 1
        while self._reaching.get(self._column, 0) > row:
            self._column += 1
        columns = range(self._column, self._column + cell.colspan)
        self._rows[row][columns.start] = cell
        for column in columns:
            self._reaching[column] = row + cell.rowspan
        self._column = columns.stop
        self._width = max(self._width, columns.stop)
        if self._width * len(self._rows) > MAX_PLACES:
            raise InvalidDocument("", "有一张表太大，超出了可以读入的范围，请改作附件")

    def rows(self) -> tuple[Row, ...]:
        covered: set[tuple[int, int]] = set()
        for row, cells in enumerate(self._rows):
            for column, cell in list(cells.items()):
                cells[column] = whole = self._within(cell, row, column)
                covered |= {
                    (row + down, column + right)
                    for down in range(whole.rowspan)
                    for right in range(whole.colspan)
                    if down or right
                }
        return tuple(self._row(row, covered) for row in range(len(self._rows)))

    def _within(self, cell: Cell, row: int, column: int) -> Cell:
        rowspan = min(cell.rowspan, len(self._rows) - row)
        return cell if rowspan == cell.rowspan else replace(cell, rowspan=rowspan)

    def _row(self, row: int, covered: set[tuple[int, int]]) -> Row:
        cells = tuple(
            self._rows[row].get(column) or (COVERED if (row, column) in covered else MISSING)
            for column in range(self._width)
        )
        return Row(line=_line(cells), cells=cells, is_heading=self._headings[row])


def _line(cells: tuple[Cell, ...]) -> int:
    return next((_first(block) for cell in cells for block in cell.blocks), 0)


def _first(block: Paragraph | Table) -> int:
    return block.line
