"""Entries that stand as rows of a table: the style of each paragraph in a cell says which field it is."""

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from issues.document import word_form as form
from issues.document.kinds import EntryKind
from issues.document.word_form import CellField, Rows
from issues.importing.own_word.carried_data import Carried
from issues.importing.own_word.facts import as_field, is_text
from issues.importing.own_word.pieces import text, values
from issues.importing.own_word.unfinished import EntryDraft
from issues.importing.source import Cell, Paragraph, Row, Table

if TYPE_CHECKING:
    from issues.importing.own_word.reading import Reading

ENTRY_MARK = re.compile(r"_e_([0-9a-f]{32})")
NOTHING: dict[str, Any] = {}


def is_laid(table: Table) -> bool:
    return form.unstyled(table.style) == form.LAID_TABLE


def read_rows(
    reading: "Reading", table: Table, kinds: Iterable[EntryKind], carried: Carried, used: set[str]
) -> list[EntryDraft]:
    """One for each row that says something. A cell that spans several rows speaks for all of them."""
    fields = {
        field.style: (kind, field)
        for kind in kinds
        if isinstance(kind.word, Rows)
        for field in kind.word.fields()
    }
    drafts = []
    for row, cells, owner in _whole(table):
        if row.is_heading or not any(cell.text.strip() for cell in row.cells):
            continue
        draft = _draft(reading, cells, fields)
        if draft is None:
            reading.remark(table, "没有识别出这一行是什么", "\t".join(cell.text for cell in row.cells))
            continue
        draft.mark = next((mark for mark in _marks(row) if mark not in used), "")
        used.add(draft.mark)
        draft.seen.append(table)
        _settle_shared(draft, carried.entries.get(draft.mark, NOTHING), carried.entries.get(owner, NOTHING))
        drafts.append(draft)
    return drafts


def _settle_shared(draft: EntryDraft, own: dict[str, Any], owners: dict[str, Any]) -> None:
    """A covered cell says what the one above says, if it said so from the first: the row that held its own words
    may have been deleted, so that it came under another's."""
    for name, value in own.items():
        if name not in draft.fields or (owners is not own and value != owners.get(name)):
            draft.fields[name] = value


def _whole(table: Table) -> Iterator[tuple[Row, list[Cell], str]]:
    """Each row with its cells, where one is covered the one that covers it from above, and the mark of the row that
    stands in."""
    above: dict[int, tuple[Cell, str]] = {}
    for row in table.rows:
        own = next(_marks(row), "")
        for column, cell in enumerate(row.cells):
            if not cell.is_covered:
                above[column] = (cell, own)
        found = [above.get(column, (cell, own)) for column, cell in enumerate(row.cells)]
        yield row, [cell for cell, _ in found], next((mark for _, mark in found if mark != own), own)


def _marks(row: Row) -> Iterator[str]:
    for cell in row.cells:
        for block in cell.blocks:
            if isinstance(block, Paragraph):
                yield from (found[1] for a in block.anchors if (found := ENTRY_MARK.fullmatch(a)))


def _draft(
    reading: "Reading", cells: list[Cell], fields: dict[str, tuple[EntryKind, CellField]]
) -> EntryDraft | None:
    found: dict[str, list[str]] = {}
    kinds: list[EntryKind] = []
    for cell in cells:
        style = ""
        for block in _paragraphs(cell):
            name = form.unstyled(block.style)
            style = name if name in fields else style
            if name == form.COUNT or (not block.text.strip() and name not in fields):
                continue
            if not style:
                reading.remark(block, "没有识别出这一格是什么", block.text)
                continue
            kind, field = fields[style]
            kinds.append(kind)
            found.setdefault(field.name, []).extend(_told(block, field))
    if not kinds:
        return None
    kind = kinds[0]
    return EntryDraft(kind=kind.key, fields=dict(_fields(kind, found)))


def _paragraphs(cell: Cell) -> Iterator[Paragraph]:
    for block in cell.blocks:
        if isinstance(block, Paragraph):
            yield block
        else:
            for row in block.rows:
                for inner in row.cells:
                    yield from _paragraphs(inner)


def _told(block: Paragraph, field: CellField) -> list[str]:
    if field.member and (members := values(block, field.member)):
        return members
    return [text(block)]


def _fields(kind: EntryKind, found: dict[str, list[str]]) -> Iterator[tuple[str, Any]]:
    for name, lines in found.items():
        if is_text(kind.document_type, name):
            yield name, "\n".join(lines).strip()
        else:
            told = [line.replace("\n", "").strip() for line in lines]
            if any(told):
                yield name, as_field(kind.document_type, name, [one for one in told if one])
