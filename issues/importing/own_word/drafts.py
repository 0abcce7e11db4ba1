"""Sections and entries while they are being read, before all that belongs to them is known."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from issues.importing.source import Block

AddRemark = Callable[[Block, str, str], None]
"""Adds a remark on a block: why a person should look at it, and the text that is in no field."""


@dataclass(slots=True, kw_only=True)
class EntryDraft:
    """`uid` (hex) is that of the bookmark at its beginning, "" for an entry that somebody added.

    `blocks` are those of its body or text, `seen` all that it was read from.
    """

    kind: str
    uid: str = ""
    fields: dict[str, Any] = field(default_factory=dict)
    blocks: list[Block] = field(default_factory=list)
    annexes: list[dict[str, Any]] = field(default_factory=list)
    seen: list[Block] = field(default_factory=list)


@dataclass(slots=True, kw_only=True)
class GroupDraft:
    """A part, or the entries of a section that are in no part. `bookmark` is the name of its own, "" for none."""

    bookmark: str = ""
    title: str = ""
    intro: list[str] = field(default_factory=list)
    entries: list[EntryDraft] = field(default_factory=list)


@dataclass(slots=True, kw_only=True)
class SectionDraft(GroupDraft):
    kind: str
    parts: list[GroupDraft] = field(default_factory=list)

    def groups(self) -> Iterator[GroupDraft]:
        yield self
        yield from self.parts
