"""Puts cells with spans, row by row, into a grid that has a cell for every column of every row."""

from dataclasses import replace

from issues.document.errors import Unreadable
from issues.importing.source import Cell, Row

MAX_CELLS = 40_000
COVERED, MISSING = Cell(is_covered=True), Cell()


class Grid:
    def __init__(self) -> None:
        self._rows: list[dict[int, Cell]] = []
        self._headings: list[bool] = []
        self._reaching: dict[int, int] = {}
        """By column, the index of the first row that no span covers."""
        self._column = self._width = 0

    def begin_row(self, *, is_heading: bool) -> None:
        self._rows.append({})
        self._headings.append(is_heading)
        self._column = 0

    def add(self, cell: Cell) -> None:
        """Puts the cell into the next free column of the row, and covers what its spans say."""
        row = len(self._rows) - 1
        while self._reaching.get(self._column, 0) > row:
            self._column += 1
        columns = range(self._column, self._column + cell.colspan)
        self._rows[row][columns.start] = cell
        for column in columns:
            self._reaching[column] = row + cell.rowspan
        self._column = columns.stop
        self._width = max(self._width, columns.stop)

    def rows(self) -> tuple[Row, ...]:
        if self._width * len(self._rows) > MAX_CELLS:
            raise Unreadable("有一张表太大，超出了可以导入的范围，请改作附件")
        covered, line = self._cover(), 1
        rows = []
        for row in range(len(self._rows)):
            rows.append(self._row(row, covered, line))
            line = rows[-1].line
        return tuple(rows)

    def _cover(self) -> set[tuple[int, int]]:
        """Cuts spans that reach below the table, and returns the (row, column) pairs that spans cover."""
        covered: set[tuple[int, int]] = set()
        for row, cells in enumerate(self._rows):
            for column, cell in list(cells.items()):
                cells[column] = fitting = self._cut_to_table(cell, row, column)
                covered |= {
                    (row + down, column + right)
                    for down in range(fitting.rowspan)
                    for right in range(fitting.colspan)
                    if down or right
                }
        return covered

    def _cut_to_table(self, cell: Cell, row: int, column: int) -> Cell:
        rowspan = min(cell.rowspan, len(self._rows) - row)
        return cell if rowspan == cell.rowspan else replace(cell, rowspan=rowspan)

    def _row(self, row: int, covered: set[tuple[int, int]], line: int) -> Row:
        """`line`: of the row above, for rows without a paragraph."""
        cells = tuple(
            self._rows[row].get(column) or (COVERED if (row, column) in covered else MISSING)
            for column in range(self._width)
        )
        return Row(line=_line(cells) or line, cells=cells, is_heading=self._headings[row])


def _line(cells: tuple[Cell, ...]) -> int:
    return next((block.line for cell in cells for block in cell.blocks), 0)
