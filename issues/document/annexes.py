"""Annexes of a document: the entries that may have them, and the document with files attached."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import PurePath
from typing import Any

from issues.document import Annex, Document, Entry, Part, Section

Annexes = tuple[Annex, ...]


def entries_with_annexes(document: Document) -> list[tuple[Any, str]]:
    """The entries that may have annexes, in reading order, each with its heading."""
    return [(entry, heading) for entry, heading in document.headings() if hasattr(entry, "annexes")]


def annexes_of(document: Document) -> Annexes:
    return tuple(annex for entry, _ in entries_with_annexes(document) for annex in entry.annexes)


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
