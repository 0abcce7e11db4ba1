"""Tables of entries: which column is what, heads that every page repeats, rows that a page break cut in two."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from issues.importing.recognising.numerals import number_of
from issues.importing.recognising.wording import essence
from issues.importing.source import Row, Table

Columns = Mapping[str, Sequence[str]]
"""The names that heads give a column, by the field it fills; those of "number" are printed anew."""


@dataclass(frozen=True, slots=True)
class Record:
    """One row by field; `spare` are the cells of columns that no field takes."""

    line: int
    cells: dict[str, str]
    spare: tuple[str, ...] = ()

    def __getitem__(self, field: str) -> str:
        return self.cells.get(field, "")

    def __contains__(self, field: str) -> bool:
        return bool(self[field])

    @property
    def text(self) -> str:
        return "\t".join(text for text in (*self.cells.values(), *self.spare) if text)


@dataclass(frozen=True, slots=True)
class Layout:
    """What each column holds; "" for one that no field takes, which `heads` then names."""

    fields: tuple[str, ...]
    heads: tuple[str, ...] = ()


def layout_of(row: Row, columns: Columns) -> Layout | None:
    """The layout that a head row announces; None if the row is no head."""
    texts = [cell.text for cell in row.cells]
    fields = tuple(_field(text, columns) for text in texts)
    named = [field for field in fields if field]
    filled = sum(1 for text in texts if text.strip())
    is_head = len(set(named)) >= 2 and len(named) * 2 >= filled
    return Layout(fields, tuple(texts)) if is_head else None


def _field(head: str, columns: Columns) -> str:
    wanted = essence(head)
    return next((field for field, names in columns.items() if wanted in names), "") if wanted else ""


def table_layout(table: Table, columns: Columns) -> Layout | None:
    """The layout of the first head in `table`."""
    return next((found for row in table.rows[:3] if (found := layout_of(row, columns))), None)


def usual_layout(
    table: Table, columns: Columns, usual: Sequence[str], before: Layout | None
) -> Layout | None:
    """The layout of a table without a head: that of the table before, or the usual one, if the columns are as many."""
    if found := table_layout(table, columns):
        return found
    width = max(len(row.cells) for row in table.rows)
    firsts = [row.cells[0].text.strip() for row in table.rows]
    if any(first and number_of(first) is None for first in firsts) and not before:
        return None
    if before and len(before.fields) == width:
        return before
    return Layout(tuple(usual)) if len(usual) == width else None


def records(table: Table, layout: Layout, columns: Columns) -> Iterator[Record]:
    """The rows below the heads."""
    for row in table.rows:
        if found := layout_of(row, columns):
            layout = found
            if unknown := _unknown_heads(row, found):
                yield Record(row.line, {}, unknown)
        elif any(cell.text.strip() for cell in row.cells):
            yield _record(row, layout)


def _unknown_heads(row: Row, layout: Layout) -> tuple[str, ...]:
    texts = [cell.text.strip() for cell in row.cells]
    return tuple(text for text, field in zip(texts, layout.fields, strict=True) if text and not field)


def _record(row: Row, layout: Layout) -> Record:
    cells: dict[str, str] = {}
    spare = []
    for at, cell in enumerate(row.cells):
        text = cell.text.strip()
        field = layout.fields[at] if at < len(layout.fields) else ""
        is_number = number_of(text.strip("、.．()（） ")) is not None
        if field and not cells.get(field) and (field != "number" or is_number or not text):
            cells[field] = text
        elif text:
            spare.append(text)
    return Record(row.line, cells, tuple(spare))
