"""Readers of back issues, one for each kind of section: each app's `sections.py` registers its own."""

from collections.abc import Callable
from dataclasses import dataclass

from issues.document.kinds import section_kinds
from issues.importing.recognising.sections.section_text import Contents, SectionText
from issues.importing.source import Block


@dataclass(frozen=True, kw_only=True)
class SectionReader:
    """Reads one kind of section in a back issue. The text of a kind without a reader becomes remarks.

    `kind` is the key of the `SectionKind`; `words` occur in the heading of such a section where it has another name;
    `claims` says whether a block is typical of such a section.
    """

    kind: str
    read: Callable[[SectionText], Contents]
    words: tuple[str, ...] = ()
    claims: Callable[[Block], bool] | None = None


_readers: dict[str, SectionReader] = {}


def register_reader(reader: SectionReader) -> None:
    if reader.kind in _readers:
        raise ValueError(f"the section kind {reader.kind!r} has two readers")
    _readers[reader.kind] = reader


def section_reader(kind: str) -> SectionReader | None:
    return _readers.get(kind)


def section_readers() -> list[SectionReader]:
    """In the order of the sections of a new issue."""
    return [_readers[kind.key] for kind in section_kinds() if kind.key in _readers]
