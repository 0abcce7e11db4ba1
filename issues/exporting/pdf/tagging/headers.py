"""Says of each cell of a table which header cells belong to it: by the grid, with its row and column spans."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count, product

from issues.exporting.pdf.tagging.roles import CELLS
from issues.exporting.pdf.tagging.tree import Node

COLUMN, ROW = "/Column", "/Row"


@dataclass(frozen=True, slots=True)
class Cell:
    node: Node
    rows: range
    columns: range

    @property
    def scope(self) -> str | None:
        """None for a cell that is no header."""
        return self.node.attributes.get("Scope")


def describe_tables(root: Node) -> None:
    tables = [node for node in root.descendants() if node.role == "Table"]
    for number, table in enumerate(tables, 1):
        _describe(table, f"t{number}h")


def _describe(table: Node, prefix: str) -> None:
    cells = list(_cells(table))
    for number, header in enumerate((cell for cell in cells if cell.scope), 1):
        header.node.id = f"{prefix}{number}"
    columns = [cell for cell in cells if cell.scope == COLUMN]
    rows: defaultdict[int, list[Cell]] = defaultdict(list)
    for header in (cell for cell in cells if cell.scope == ROW):
        for row in header.rows:
            rows[row].append(header)
    for cell in (cell for cell in cells if not cell.scope):
        of_rows = dict.fromkeys(header for row in cell.rows for header in rows[row])
        of_columns = (header for header in columns if _heads(header, cell))
        if headers := [header.node.id for header in (*of_rows, *of_columns)]:
            cell.node.attributes["Headers"] = headers


def _heads(column: Cell, cell: Cell) -> bool:
    return column.rows.stop <= cell.rows.start and _overlap(column.columns, cell.columns)


def _overlap(one: range, other: range) -> bool:
    return one.start < other.stop and other.start < one.stop


def _cells(table: Node) -> Iterator[Cell]:
    """Cells with their places, as HTML forms a table; a row group's cells do not reach beyond it."""
    start = 0
    for group in table.nodes("THead", "TBody", "TFoot"):
        rows = list(group.nodes("TR"))
        yield from _cells_of_group(rows, start, is_head=group.role == "THead")
        start += len(rows)


def _cells_of_group(rows: list[Node], start: int, *, is_head: bool) -> Iterator[Cell]:
    taken: set[tuple[int, int]] = set()
    end = start + len(rows)
    for row, node in enumerate(rows, start):
        nodes = list(node.nodes(*CELLS))
        heads_columns = is_head or all(cell.role == "TH" for cell in nodes)
        for cell in nodes:
            column = next(column for column in count() if (row, column) not in taken)
            box = cell.box
            placed = Cell(cell, range(row, min(row + box.rowspan, end)), range(column, column + box.colspan))
            taken.update(product(placed.rows, placed.columns))
            _set_attributes(placed, heads_columns=heads_columns)
            yield placed


def _set_attributes(cell: Cell, *, heads_columns: bool) -> None:
    attributes = cell.node.attributes
    attributes["O"] = "/Table"
    if len(cell.rows) > 1:
        attributes["RowSpan"] = len(cell.rows)
    if len(cell.columns) > 1:
        attributes["ColSpan"] = len(cell.columns)
    if cell.node.role == "TH":
        scope = cell.node.box.element.get("scope", "col" if heads_columns else "row")
        attributes["Scope"] = ROW if scope.startswith("row") else COLUMN
