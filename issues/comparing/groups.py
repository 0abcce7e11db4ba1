"""The sections and parts of a document as one list, and their counterparts in another document."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from issues.document import Document, Entry, Part, Section

TOP = -1


@dataclass(frozen=True, slots=True)
class Group:
    """A section or a part; `above` is the index of the part's section, TOP for a section."""

    node: Section | Part
    above: int
    headings: tuple[str, ...]

    @property
    def kind(self) -> str:
        return self.node.kind if isinstance(self.node, Section) else ""

    @property
    def uids(self) -> frozenset[object]:
        nodes = (self.node, *(self.node.parts if isinstance(self.node, Section) else ()))
        return frozenset(entry.uid for node in nodes for entry in node.entries)


class GroupedEntry(NamedTuple):
    entry: Entry
    group: int


def groups(document: Document | None) -> list[Group]:
    """In reading order."""
    listed: list[Group] = []
    for section in document.sections if document else ():
        above = len(listed)
        listed.append(Group(section, TOP, (section.title,)))
        listed += [Group(part, above, (section.title, part.title)) for part in section.parts]
    return listed


def entries_of_groups(listed: list[Group]) -> list[GroupedEntry]:
    return [GroupedEntry(entry, index) for index, group in enumerate(listed) for entry in group.node.entries]


def matched_groups(before: list[Group], after: list[Group]) -> dict[int, int]:
    """New index → old index; TOP → TOP. The number of common entries decides first, then the title, then the kind."""
    pairs = {TOP: TOP}
    for new, old in _candidates(before, after, pairs):
        if new not in pairs and old not in pairs.values():
            pairs[new] = old
    return pairs


def _candidates(before: list[Group], after: list[Group], pairs: dict[int, int]) -> Iterator[tuple[int, int]]:
    """The candidates, the best first; sections before parts, because the section of a part must be known."""
    for are_parts in (False, True):
        likely = [
            (*_likeness(new_group, old_group), -abs(old - new), new, old)
            for new, new_group in enumerate(after)
            for old, old_group in enumerate(before)
            if (new_group.above != TOP) == (old_group.above != TOP) == are_parts
            and new_group.kind == old_group.kind
            and (pairs.get(new_group.above) == old_group.above)
        ]
        for shared, is_named, _, new, old in sorted(likely, reverse=True):
            if shared or is_named or not are_parts or not (before[old].uids and after[new].uids):
                yield new, old


def _likeness(new: Group, old: Group) -> tuple[int, bool]:
    return len(new.uids & old.uids), new.node.title == old.node.title
