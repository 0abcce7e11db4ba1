"""The waist of the hourglass: one whole issue as a plain, frozen tree that knows nothing of Django.

The apps add their entry types by subclassing `Entry`; a field's annotation says what it may hold, and the
reader (`issues.document.loading`), the rows (`issues.models.entry`) and the canonical JSON all follow it.
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, field, fields, is_dataclass
from datetime import date
from functools import cache
from pathlib import PurePath
from typing import Any, ClassVar
from uuid import UUID, uuid4

from issues.document.annex_table import AnnexTable
from issues.document.annotations import Line, Text
from issues.document.facts import Fact
from issues.document.imprint import NO_IMPRINT, Imprint
from issues.document.partial_date import PartialDate

FORMAT = "digest-issue/1"
MAX_LINE = 500
MAX_NUMBER = 99_999
"""Of an issue."""
DRAFT_MARK = "草稿　未经审核"
"""Printed in every format on an issue that is not published."""
WRITTEN = (date, PartialDate, UUID)
"""Types that JSON stores as text."""
APART: dict[str, Any] = {"apart": True}
"""Metadata of a field that is left out of the JSON and so of the digest that an approval signs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    name: Line = ""
    phone: Line = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Annex:
    """A file attached to a notice; `sha256` (hex) and `size` (bytes) identify its content. `table` has the rows of a file
    that was generated from records."""

    title: Line
    filename: Line
    sha256: Line
    size: int
    table: AnnexTable | None = None
    content: bytes | None = field(default=None, compare=False, repr=False, metadata=APART)

    @property
    def suffix(self) -> str:
        """xlsx, without the dot; the complete file name if it has no suffix."""
        return PurePath(self.filename).suffix.removeprefix(".") or self.filename


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """The reviewer who signed one stage, in a review with several stages."""

    stage: Line
    name: Line


@dataclass(frozen=True, kw_only=True)
class Entry:
    """Base of the entry types. `uid` outlives edits, moves and new revisions."""

    kind: ClassVar[str]
    uid: UUID = field(default_factory=uuid4)

    @property
    def heading(self) -> str:
        """The heading in the guide and the archive; "" if the heading of the part or section is used."""
        return getattr(self, "title", None) or ""

    @property
    def facts(self) -> tuple[Fact, ...]:
        """Metadata besides heading and text: all of it on the entry's page, in the issue what the text does not state."""
        return ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A sub-heading （一）（二） of a section with its entries."""

    title: Line
    intro: Text | None = None
    entries: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    kind: Line
    title: Line
    intro: Text | None = None
    entries: tuple[Entry, ...] = ()
    parts: tuple[Part, ...] = ()

    @property
    def is_empty(self) -> bool:
        return not self.entries and not any(part.entries for part in self.parts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    number: int
    date: date
    title: Line
    publishers: tuple[Line, ...] = ()
    contact: Contact = Contact()
    imprint: Imprint = NO_IMPRINT
    editor: Line = ""
    reviewer: Line = ""
    signatures: tuple[Signature, ...] = ()
    sections: tuple[Section, ...] = ()

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Every entry in reading order."""
        return tuple(entry for entry, _ in self.headings())

    def headings(self) -> Iterator[tuple[Entry, str]]:
        """Every entry in reading order with its heading, or else that of its part or section."""
        for section in self.sections:
            groups: tuple[Section | Part, ...] = (section, *section.parts)
            for group in groups:
                for entry in group.entries:
                    yield entry, entry.heading or group.title or section.title

    @property
    def digest(self) -> str:
        """SHA-256 (hex) of the canonical JSON: what an approval signs."""
        return hashlib.sha256(self.canonical_json.encode()).hexdigest()

    @property
    def canonical_json(self) -> str:
        return json.dumps(as_json(self), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


LATER_FIELDS: dict[str, object] = {"signatures": (), "imprint": NO_IMPRINT}
"""Fields that documents did not always have, with the value that is not written: the digests of older issues are as they were."""


def entry_json(entry: Entry) -> str:
    """The JSON of a single entry. The history stores it and verdicts refer to it, so its bytes must not change."""
    return json.dumps(as_json(entry), ensure_ascii=False, sort_keys=True)


def as_json(node: Any) -> Any:
    """The interchange form of a document or of any part of it; `APART` fields are left out."""
    if node is None or type(node) is str:  # most of what there is
        return node
    if isinstance(node, tuple):
        return [as_json(item) for item in node]
    if isinstance(node, WRITTEN):
        return str(node)
    if is_dataclass(node):
        return _head(node) | {name: as_json(getattr(node, name)) for name in _written_fields(node)}
    return node


def _head(node: Any) -> dict[str, Any]:
    if isinstance(node, Document):
        return {"format": FORMAT}
    return {"kind": node.kind} if isinstance(node, Entry) else {}


def _written_fields(node: Any) -> tuple[str, ...]:
    """The fields to write: a section has `parts` or `entries`, both only if it uses both; a document has
    `signatures` only where several stages were signed, an imprint only what is filled in of it, and an annex a
    `table` only if it was generated."""
    names = _names(node.__class__)
    if isinstance(node, Annex) and node.table is None:
        return tuple(name for name in names if name != "table")
    if isinstance(node, Document):
        unused_names = {name for name in LATER_FIELDS if getattr(node, name) == LATER_FIELDS[name]}
        return tuple(name for name in names if name not in unused_names)
    if isinstance(node, Imprint):
        return tuple(name for name in names if getattr(node, name))
    if isinstance(node, Section):
        unused = "parts" if not node.parts else "entries" if not node.entries else None
        return tuple(name for name in names if name != unused)
    return names


@cache
def _names(node_type: Any) -> tuple[str, ...]:
    return tuple(f.name for f in fields(node_type) if not f.metadata.get("apart"))
