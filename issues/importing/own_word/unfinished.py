"""Sections and entries while they are read: what of them stood where, until all is there to make them of."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from issues.importing.source import Block


@dataclass(slots=True, kw_only=True)
class EntryDraft:
    """`mark`: the uid (hex) of the bookmark that it begins at, "" for one that somebody added.

    `blocks` are those of its body or text, `seen` all that it was read from.
    """

    kind: str
    mark: str = ""
    fields: dict[str, Any] = field(default_factory=dict)
    blocks: list[Block] = field(default_factory=list)
    annexes: list[dict[str, Any]] = field(default_factory=list)
    seen: list[Block] = field(default_factory=list)


@dataclass(slots=True, kw_only=True)
class GroupDraft:
    """A part, or what stands in a section without one."""

    mark: str = ""
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
