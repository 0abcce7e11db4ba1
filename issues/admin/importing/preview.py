"""The preview of an import: each block of the source with what it became, and the remarks to check."""

from bisect import bisect
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from issues.admin.importing.guide import Difference, differences
from issues.document import Document, Entry, Part, Section
from issues.document.kinds import entry_kind
from issues.editing.duplicates import find_duplicates
from issues.editing.placement import placement_name
from issues.importing.recognition import Recognition
from issues.importing.source import Block, Paragraph, Remark
from issues.models import entry_model
from issues.office_urls import model_address

SHOWN = 3000
"""Blocks. No real issue has nearly as many; a hostile file must not make the page too large for a browser."""


@dataclass(frozen=True, slots=True)
class Note:
    """A remark; `anchor` is the block that it is about, "" if there is none."""

    remark: Remark
    anchor: str


@dataclass(frozen=True, slots=True)
class RowNote:
    """A remark at its block. `is_part`: only part of the block was not recognised, and the note says so."""

    remark: Remark
    is_part: bool

    @property
    def quote(self) -> str:
        return self.remark.text if self.is_part else ""


@dataclass(frozen=True, slots=True)
class Row:
    """A block of the source. `is_again`: it became the same as the block before it. `next` is the anchor of the next block
    with a remark or an alarm; only blocks that have one themselves get it."""

    anchor: str
    block: Block
    became: str
    is_again: bool
    remarks: tuple[Remark, ...]
    next: str = ""

    @property
    def is_unrecognised(self) -> bool:
        return not self.became

    @property
    def notes(self) -> list[RowNote]:
        is_known = not self.is_unrecognised
        return [RowNote(remark, is_part=is_known and remark.is_unrecognised) for remark in self.remarks]

    @property
    def look(self) -> str:
        """The CSS class that highlights the row; "" if there is nothing to check."""
        if self.is_alarming:
            return "alarm"
        return "noted" if self.remarks else ""

    @property
    def is_alarming(self) -> bool:
        return self.is_unrecognised or any(remark.is_unrecognised for remark in self.remarks)


@dataclass(frozen=True, slots=True)
class StoredEntry:
    where: str
    address: str


@dataclass(frozen=True, slots=True)
class PreviewEntry:
    """An entry. `missing` are the Chinese names of the fields that review requires; `held` the same entries that are stored
    already, in other issues or in the pool."""

    heading: str
    missing: tuple[str, ...]
    held: tuple[StoredEntry, ...] = ()


@dataclass(frozen=True, slots=True)
class PreviewSection:
    title: str
    entries: tuple[PreviewEntry, ...]


@dataclass(frozen=True, slots=True)
class Preview:
    document: Document
    rows: list[Row]
    left_out: int
    unrecognised: list[Note]
    doubts: list[Note]
    guide: list[Difference]
    has_printed_guide: bool
    sections: list[PreviewSection]

    @property
    def total(self) -> int:
        return sum(len(section.entries) for section in self.sections)

    @property
    def repeated(self) -> int:
        """How many of its entries are stored already."""
        return sum(bool(entry.held) for section in self.sections for entry in section.entries)


def preview_of(
    recognition: Recognition, document: Document, have: Mapping[int, tuple[StoredEntry, ...]] | None = None
) -> Preview:
    """`document` is the recognised one with the annexes that belong to it; `have` is the result of `stored_duplicates`."""
    anchors = _anchors(recognition)
    lines = sorted(anchors)
    notes = [Note(remark, _anchor(anchors, lines, remark)) for remark in recognition.remarks]
    rows = _chained(list(_rows(recognition, notes)))
    return Preview(
        document=document,
        rows=rows[:SHOWN],
        left_out=max(len(rows) - SHOWN, 0),
        unrecognised=[note for note in notes if note.remark.is_unrecognised],
        doubts=[note for note in notes if not note.remark.is_unrecognised],
        guide=differences(recognition.guide, document),
        has_printed_guide=bool(recognition.guide),
        sections=[_section(section, have or {}) for section in document.sections],
    )


def _rows(recognition: Recognition, notes: list[Note]) -> Iterator[Row]:
    remarks: dict[str, list[Remark]] = defaultdict(list)
    for note in notes:
        remarks[note.anchor].append(note.remark)
    before = None
    for position, taken in enumerate(recognition.taken):
        anchor = f"b{position}"
        if not taken.block.text.strip() and not remarks[anchor]:
            continue
        yield Row(anchor, taken.block, taken.became, taken.became == before, tuple(remarks[anchor]))
        before = taken.became


def _chained(rows: list[Row]) -> list[Row]:
    following, chained = "", []
    for row in reversed(rows):
        is_stop = row.is_alarming or bool(row.remarks)
        chained.append(replace(row, next=following) if is_stop else row)
        following = row.anchor if is_stop else following
    return chained[::-1]


def _anchors(recognition: Recognition) -> dict[int, str]:
    """The anchor of the block of each line. The lines in the cells of a table belong to the table."""
    return {
        line: f"b{position}"
        for position, taken in reversed(list(enumerate(recognition.taken)))
        for line in _lines(taken.block)
    }


def _lines(block: Block) -> Iterator[int]:
    yield block.line
    if not isinstance(block, Paragraph):
        for row in block.rows:
            yield row.line
            for cell in row.cells:
                for inner in cell.blocks:
                    yield from _lines(inner)


def _anchor(anchors: dict[int, str], lines: list[int], remark: Remark) -> str:
    """A line that no block holds belongs to the last block before it. `lines`: those of `anchors`, sorted."""
    if remark.line is None or not anchors:
        return ""
    if remark.line in anchors:
        return anchors[remark.line]
    return anchors[lines[max(bisect(lines, remark.line) - 1, 0)]]


def stored_duplicates(document: Document, *, apart_from: int | None) -> dict[int, tuple[StoredEntry, ...]]:
    """The stored entries that are the same as each entry of the document, by its index. `apart_from` is the issue that the
    document has become. One or two queries for each kind, however many entries there are."""
    by_kind: dict[str, list[Entry]] = defaultdict(list)
    for entry in document.entries:
        by_kind[entry.kind].append(entry)
    duplicates: dict[int, tuple[StoredEntry, ...]] = {}
    for kind, entries in by_kind.items():
        rows = find_duplicates(entry_model(entry_kind(kind)), entries, apart_from=apart_from)
        duplicates |= {
            id(entry): tuple(map(_stored_entry, same)) for entry, same in zip(entries, rows, strict=True)
        }
    return duplicates


def _stored_entry(row: Any) -> StoredEntry:
    return StoredEntry(placement_name(row.section), model_address(row, "change", row.pk))


def _section(section: Section, have: Mapping[int, tuple[StoredEntry, ...]]) -> PreviewSection:
    groups: tuple[Section | Part, ...] = (section, *section.parts)
    return PreviewSection(
        section.title,
        tuple(
            PreviewEntry(
                entry.heading or group.title or section.title,
                entry_model(entry_kind(entry.kind)).missing_in(entry),
                have.get(id(entry), ()),
            )
            for group in groups
            for entry in group.entries
        ),
    )
