"""Annexes of a document: the entries that may have them, and the document with files attached."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import count
from pathlib import PurePath
from typing import Any

from issues.document import Annex, AnnexTable, Document, Entry, Part, Section

Annexes = tuple[Annex, ...]
NUMBERED = re.compile(r"附件\s*([1-9][0-9]?)(?![0-9])\s*[：:.、]?\s*")


def entries_with_annexes(document: Document) -> list[tuple[Any, str]]:
    """The entries that may have annexes, in reading order, each with its heading."""
    return [(entry, heading) for entry, heading in document.headings() if hasattr(entry, "annexes")]


def annexes_of(document: Document) -> Annexes:
    return tuple(annex for entry, _ in entries_with_annexes(document) for annex in entry.annexes)


@dataclass(frozen=True, slots=True)
class AnnexPages:
    """An annex with a table, which is shown after the issue."""

    number: int
    annex: Annex
    table: AnnexTable

    @property
    def label(self) -> str:
        return f"附件{self.number}"

    @property
    def anchor(self) -> str:
        return f"annex{self.number}"

    @property
    def title(self) -> str:
        """Without a number that it begins with: the label says it."""
        return NUMBERED.sub("", self.annex.title) or self.annex.title


def annex_pages(document: Document) -> list[AnnexPages]:
    """In the order of the document. An annex has the number that its title begins with, or else the next free one."""
    tables = [(annex, annex.table) for annex in annexes_of(document) if annex.table]
    stated = [_stated_number(annex) for annex, _ in tables]
    numbers = [number if number not in stated[:at] else 0 for at, number in enumerate(stated)]
    free = (number for number in count(1) if number not in numbers)
    return [
        AnnexPages(number or next(free), annex, table)
        for number, (annex, table) in zip(numbers, tables, strict=True)
    ]


def _stated_number(annex: Annex) -> int:
    """0 where the title begins with none."""
    match = NUMBERED.match(annex.title)
    return int(match[1]) if match else 0


def likely_entry(document: Document, filename: str) -> int | None:
    """The index in `entries_with_annexes` of the entry that a file of this name most likely belongs to; None without any."""
    candidates, stem = entries_with_annexes(document), PurePath(filename).stem
    named = (
        index
        for index, (entry, heading) in enumerate(candidates)
        if stem and (stem in getattr(entry, "text", "") or stem in heading or heading in stem)
    )
    return next(named, 0 if candidates else None)


def with_annexes(document: Document, added: Mapping[int, Sequence[Annex]]) -> Document:
    """`added`: annexes to append, by the index of their entry in `entries_with_annexes`."""
    candidates = entries_with_annexes(document)
    by_uid = {
        candidates[index][0].uid: tuple(annexes)
        for index, annexes in added.items()
        if index < len(candidates)
    }
    return replace(document, sections=tuple(_section(section, by_uid) for section in document.sections))


def new_annex(filename: str, sha256: str, size: int) -> Annex:
    return Annex(title=PurePath(filename).stem or filename, filename=filename, sha256=sha256, size=size)


def _section(section: Section, added: Mapping[Any, Annexes]) -> Section:
    parts: tuple[Part, ...] = tuple(
        replace(part, entries=_entries(part.entries, added)) for part in section.parts
    )
    return replace(section, entries=_entries(section.entries, added), parts=parts)


def _entries(entries: tuple[Entry, ...], added: Mapping[Any, Annexes]) -> tuple[Entry, ...]:
    return tuple(
        replace(entry, annexes=(*entry.annexes, *added[entry.uid])) if entry.uid in added else entry  # type: ignore[attr-defined, call-arg]
        for entry in entries
    )
