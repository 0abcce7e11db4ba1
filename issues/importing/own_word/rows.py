"""Reads entries that are rows of a table: the style of each paragraph in a cell says which field it is."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from issues.document import word_form as form
from issues.document.kinds import EntryKind
from issues.document.word_form import CellField, Rows
from issues.importing.own_word.carried_data import Carried
from issues.importing.own_word.drafts import AddRemark, EntryDraft
from issues.importing.own_word.facts import as_field, is_text
from issues.importing.own_word.pieces import entry_uids, has_style, text, values
from issues.importing.source import Cell, Paragraph, Row, Table

Fields = dict[str, tuple[EntryKind, CellField]]
"""By the style that marks the field in a cell."""
NOTHING: dict[str, Any] = {}


@dataclass(frozen=True, slots=True)
class TableRow:
    """`owner` is the uid of the entry whose row has the cell that covers a cell of this one."""

    row: Row
    cells: list[Cell]
    owner: str


def is_laid(table: Table, kinds: Iterable[EntryKind]) -> bool:
    """As its style says; OpenDocument has no styles of tables, and there the styles of the fields decide."""
    return has_style(table, form.LAID_TABLE, _fields_by_style(kinds))


def read_rows(
    table: Table, kinds: Iterable[EntryKind], *, carried: Carried, used: set[str], remark: AddRemark
) -> list[EntryDraft]:
    """One draft for each row with text. A cell that spans several rows counts for all of them."""
    fields = _fields_by_style(kinds)
    drafts = []
    for line in _rows(table):
        if line.row.is_heading or not any(cell.text.strip() for cell in line.row.cells):
            continue
        draft = _draft(line.cells, fields, remark)
        if draft is None:
            remark(table, "没有识别出这一行是什么", "\t".join(cell.text for cell in line.row.cells))
            continue
        draft.uid = next((uid for uid in _uids(line.row) if uid not in used), "")
        used.add(draft.uid)
        draft.seen.append(table)
        entries = carried.entries
        _fill_covered(draft, entries.get(draft.uid, NOTHING), entries.get(line.owner, NOTHING))
        drafts.append(draft)
    return drafts


def _fields_by_style(kinds: Iterable[EntryKind]) -> Fields:
    return {
        field.style: (kind, field)
        for kind in kinds
        if isinstance(kind.word, Rows)
        for field in kind.word.fields()
    }


def _fill_covered(draft: EntryDraft, own: dict[str, Any], owners: dict[str, Any]) -> None:
    """Takes the value of the covering cell only where it was the entry's own value when we wrote the file: the row
    with the entry's own words may have been deleted, and the entry is then covered by the cell of another one."""
    for name, value in own.items():
        if name not in draft.fields or (owners is not own and value != owners.get(name)):
            draft.fields[name] = value


def _rows(table: Table) -> Iterator[TableRow]:
    """Each row with its cells; in place of a covered cell the one above that covers it."""
    above: dict[int, tuple[Cell, str]] = {}
    for row in table.rows:
        own = next(_uids(row), "")
        for column, cell in enumerate(row.cells):
            if not cell.is_covered:
                above[column] = (cell, own)
        covering = [above.get(column, (cell, own)) for column, cell in enumerate(row.cells)]
        owner = next((uid for _, uid in covering if uid != own), own)
        yield TableRow(row, [cell for cell, _ in covering], owner)


def _uids(row: Row) -> Iterator[str]:
    for cell in row.cells:
        for block in cell.blocks:
            if isinstance(block, Paragraph):
                yield from entry_uids(block)


def _draft(cells: list[Cell], fields: Fields, remark: AddRemark) -> EntryDraft | None:
    lines: dict[str, list[str]] = {}
    kinds: list[EntryKind] = []
    for cell in cells:
        style = ""
        for block in _paragraphs(cell):
            name = form.unstyled(block.style)
            style = name if name in fields else style
            if name == form.COUNT or (not block.text.strip() and name not in fields):
                continue
            if not style:
                remark(block, "没有识别出这一格是什么", block.text)
                continue
            kind, field = fields[style]
            kinds.append(kind)
            lines.setdefault(field.name, []).extend(_lines(block, field))
    if not kinds:
        return None
    kind = kinds[0]
    return EntryDraft(kind=kind.key, fields=dict(_values(kind, lines)))


def _paragraphs(cell: Cell) -> Iterator[Paragraph]:
    for block in cell.blocks:
        if isinstance(block, Paragraph):
            yield block
        else:
            for row in block.rows:
                for inner in row.cells:
                    yield from _paragraphs(inner)


def _lines(block: Paragraph, field: CellField) -> list[str]:
    if field.member and (members := values(block, field.member)):
        return members
    return [text(block)]


def _values(kind: EntryKind, lines_by_field: dict[str, list[str]]) -> Iterator[tuple[str, Any]]:
    for name, lines in lines_by_field.items():
        if is_text(kind.document_type, name):
            yield name, "\n".join(lines).strip()
        else:
            members = [line.replace("\n", "").strip() for line in lines]
            if any(members):
                yield name, as_field(kind.document_type, name, [member for member in members if member])
