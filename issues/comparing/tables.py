"""Marks the changes between two tables cell by cell, with complete rows and columns removed or added."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from issues.comparing.aligning import Pair, aligned
from issues.comparing.css_classes import ADDED, REFORMATTED, REMOVED
from issues.comparing.marking import Kind
from issues.comparing.unmatched import unmatched_block
from issues.richtext.tree import Container
from issues.richtext.writing import as_html, as_text

MarkContent = Callable[[Container, Container], str]
"""Marks the content of a cell: (old cell, new cell) → HTML."""
Columns = list[tuple[int | None, int | None]]
"""Pairs of column indices, old and new; None for an added or a removed column."""
_CELLS = {"td": "普通单元格", "th": "表头单元格"}


def mark_table(old: Container, new: Container, mark_content: MarkContent) -> str:
    """Cells that span rows connect rows: if these differ in shape, the complete table is replaced."""
    if _shape(old) != _shape(new) and (_spans_rows(old) or _spans_rows(new)):
        return unmatched_block(old, Kind.DELETED) + unmatched_block(new, Kind.INSERTED)
    marker = _Marker(_matched_columns(_rows(old), _rows(new)), mark_content)
    return f"<table>{''.join(marker.group(old, new, name) for name in ('thead', 'tbody'))}</table>"


@dataclass(frozen=True, slots=True)
class _Marker:
    columns: Columns
    mark_content: MarkContent

    def group(self, old: Container, new: Container, name: str) -> str:
        """The marked head or body."""
        before, after = _rows(old, name), _rows(new, name)
        if not before and not after:
            return ""
        if not before or not after:
            kind = Kind.DELETED if before else Kind.INSERTED
            rows = "".join(self._unmatched_row(row, kind) for row in before or after)
            return f'<{name} class="{REMOVED if before else ADDED}">{rows}</{name}>'
        rows = "".join(self._row(*pair) for pair in _paired_rows(before, after))
        return f"<{name}>{rows}</{name}>"

    def _row(self, old: Container | None, new: Container | None) -> str:
        if old and new:
            cells = self._paired_cells(old, new)
            return f"<tr>{''.join(self._cell(*pair) for pair in cells)}</tr>"
        kind = Kind.DELETED if old else Kind.INSERTED
        row = old or new
        return self._unmatched_row(row, kind) if row else ""

    def _unmatched_row(self, row: Container, kind: Kind) -> str:
        """Adds an empty cell for each column that exists in the other table only."""
        cells, other_class = _cells(row), ADDED if kind is Kind.DELETED else REMOVED
        indices = [pair[kind is Kind.INSERTED] for pair in self.columns] or range(len(cells))
        written = (
            f'<td class="{other_class}"></td>'
            if index is None
            else unmatched_block(cells[index], kind, is_outer=False)
            for index in indices
        )
        return f'<tr class="{REMOVED if kind is Kind.DELETED else ADDED}">{"".join(written)}</tr>'

    def _paired_cells(self, old: Container, new: Container) -> Iterator[Pair[Container]]:
        if not self.columns:
            return aligned(_cells(old), _cells(new), key=_html, text=_text, by_position=True)
        before, after = _cells(old), _cells(new)
        return ((None if i is None else before[i], None if j is None else after[j]) for i, j in self.columns)

    def _cell(self, old: Container | None, new: Container | None) -> str:
        if old and new:
            attributes = new.attributes
            if old.name != new.name:
                attributes += f' class="{REFORMATTED}" title="格式有变：原为{_CELLS[old.name]}"'
            return f"<{new.name}{attributes}>{self.mark_content(old, new)}</{new.name}>"
        if old:
            return unmatched_block(old, Kind.DELETED)
        return unmatched_block(new, Kind.INSERTED) if new else ""


def _paired_rows(old: list[Container], new: list[Container]) -> Iterator[Pair[Container]]:
    """Rows with spanning cells are paired by position: both tables have the same shape."""
    if any("rowspan" in cell.attributes for row in new for cell in _cells(row)):
        return zip(old, new, strict=True)
    return aligned(old, new, key=_html, text=_text)


def _matched_columns(old: Sequence[Container], new: Sequence[Container]) -> Columns:
    """Pairs the columns by their text; [] for tables with spanning cells or rows of different lengths."""
    if not _is_regular(old) or not _is_regular(new):
        return []
    before, after = (
        list(enumerate(zip(*([as_text(c) for c in _cells(row)] for row in rows), strict=True)))
        for rows in (old, new)
    )
    pairs = aligned(before, after, key=_column_text, text=_column_text, by_position=True)
    return [(a[0] if a else None, b[0] if b else None) for a, b in pairs]


def _column_text(column: tuple[int, Iterable[str]]) -> str:
    return "\n".join(column[1])


def _is_regular(rows: Sequence[Container]) -> bool:
    cells = list(chain.from_iterable(map(_cells, rows)))
    return len({len(_cells(row)) for row in rows}) == 1 and not any(cell.attributes for cell in cells)


def _spans_rows(table: Container) -> bool:
    return any("rowspan" in cell.attributes for row in _rows(table) for cell in _cells(row))


def _shape(table: Container) -> list[list[list[str]]]:
    return [[[c.attributes for c in _cells(r)] for r in _rows(table, name)] for name in ("thead", "tbody")]


def _rows(table: Container, *names: str) -> list[Container]:
    groups = [group for name in names or ("thead", "tbody") for group in table.containers(name)]
    return [row for group in groups for row in group.containers("tr")]


def _cells(row: Container) -> list[Container]:
    return row.containers("td", "th")


def _html(block: Container) -> str:
    if block.name == "tr":
        return as_html(
            Container("", children=[Container("table", children=[Container("tbody", children=[block])])])
        )
    return f"{block.name}{block.attributes}>{as_html(block)}"


def _text(block: Container) -> str:
    return as_text(Container("", children=[block]))
