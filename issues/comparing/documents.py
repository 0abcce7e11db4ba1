"""Finds the entries, sections and fields of a Document that differ from those of another."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from enum import StrEnum
from typing import Any, cast
from uuid import UUID

from issues.comparing.groups import TOP, Group, GroupedEntry, entries_of_groups, groups, matched_groups
from issues.comparing.labels import label
from issues.comparing.sequences import increasing
from issues.document import Document, Entry


class Status(StrEnum):
    SAME = "same"
    CHANGED = "changed"
    NEW = "new"
    REMOVED = "removed"
    MOVED = "moved"


@dataclass(frozen=True, slots=True)
class FieldChange:
    """`kind` is the kind of the entry, or "masthead" or "group"."""

    kind: str
    name: str
    old: Any
    new: Any

    @property
    def label(self) -> str:
        """The Chinese name of the field."""
        return label(self.kind, self.name)


@dataclass(frozen=True, slots=True)
class EntryChange:
    """`is_moved` may be true of a changed entry too. `after` is the entry that a removed entry followed, among those
    that still exist; None at the beginning of its group. `old_headings`, `new_headings`: the headings above the entry."""

    status: Status
    old: Entry | None
    new: Entry | None
    is_moved: bool = False
    after: UUID | None = None
    old_headings: tuple[str, ...] = ()
    new_headings: tuple[str, ...] = ()
    fields: tuple[FieldChange, ...] = ()

    @property
    def entry(self) -> Entry:
        """The new entry, or the old one if it was removed."""
        return cast(Entry, self.new or self.old)

    @property
    def uid(self) -> UUID:
        return self.entry.uid


@dataclass(frozen=True, slots=True)
class GroupChange:
    """A changed section or part: new, removed or moved, or with a different title or introduction (`fields`)."""

    status: Status
    old: Group | None
    new: Group | None
    is_moved: bool = False
    fields: tuple[FieldChange, ...] = ()


@dataclass(frozen=True, slots=True)
class Comparison:
    """`entries` and `groups` are in the new order, removed ones in their old position."""

    masthead: tuple[FieldChange, ...] = ()
    groups: tuple[GroupChange, ...] = ()
    entries: tuple[EntryChange, ...] = ()

    @property
    def is_same(self) -> bool:
        return not self.masthead and not self.changed_groups and not self.changed_entries

    @property
    def changed_groups(self) -> tuple[GroupChange, ...]:
        return tuple(change for change in self.groups if change.status is not Status.SAME)

    @property
    def changed_entries(self) -> tuple[EntryChange, ...]:
        return tuple(change for change in self.entries if change.status is not Status.SAME)

    def of(self, uid: UUID) -> EntryChange | None:
        return next((change for change in self.entries if change.uid == uid), None)


def compare(old: Document | None, new: Document) -> Comparison:
    """Without an old document everything is new."""
    before, after = groups(old), groups(new)
    pairs = matched_groups(before, after)
    return Comparison(
        masthead=_changed_fields("masthead", old, new, leaving={"sections"}) if old else (),
        groups=tuple(_groups(before, after, pairs)),
        entries=tuple(_entries(before, after, pairs)),
    )


def field_changes(old: Entry, new: Entry) -> tuple[FieldChange, ...]:
    return _changed_fields(new.kind, old, new, leaving={"uid"})


def _changed_fields(kind: str, old: Any, new: Any, *, leaving: Iterable[str]) -> tuple[FieldChange, ...]:
    names = dict.fromkeys(f.name for item in (new, old) for f in fields(item) if f.name not in leaving)
    values = ((name, getattr(old, name, None), getattr(new, name, None)) for name in names)
    return tuple(FieldChange(kind, name, was, now) for name, was, now in values if (was or "") != (now or ""))


def _groups(before: list[Group], after: list[Group], pairs: dict[int, int]) -> Iterator[GroupChange]:
    came_from = [pairs.get(index) for index in range(len(after))]
    unmoved = _in_order(came_from, [after[index].above for index in range(len(after))])
    removed = [index for index in range(len(before)) if index not in came_from]
    for new, was in enumerate(came_from):
        if was is None:
            yield GroupChange(Status.NEW, None, after[new])
            continue
        while removed and removed[0] < was:
            yield GroupChange(Status.REMOVED, before[removed.pop(0)], None)
        changed = _changed_fields("group", before[was].node, after[new].node, leaving=_MEMBERS)
        is_moved = new not in unmoved or pairs.get(after[new].above, -1) != before[was].above
        yield GroupChange(_status(changed, is_moved), before[was], after[new], is_moved, changed)
    yield from (GroupChange(Status.REMOVED, before[index], None) for index in removed)


_MEMBERS = {"kind", "entries", "parts"}


def _entries(before: list[Group], after: list[Group], pairs: dict[int, int]) -> Iterator[EntryChange]:
    old, new = entries_of_groups(before), entries_of_groups(after)
    was = {at.entry.uid: (index, at) for index, at in enumerate(old)}
    unmoved = _unmoved_entries(new, was, pairs)
    removed = _removed_entries(
        before, {new[i].entry.uid for i in unmoved}, {at.entry.uid for at in new}, pairs
    )
    yield from removed.pop(TOP, ())
    index = 0
    for number, group in enumerate(after):
        yield from removed.pop(number, ())
        for entry in group.node.entries:
            yield _entry(new[index], was.get(entry.uid), index not in unmoved, before, after)
            yield from removed.pop(entry.uid, ())
            index += 1


def _unmoved_entries(
    new: list[GroupedEntry], was: dict[UUID, tuple[int, GroupedEntry]], pairs: dict[int, int]
) -> set[int]:
    """The indices of entries whose group and order did not change."""
    order = []
    for at in new:
        index, before = was.get(at.entry.uid, (None, None))
        order.append(index if before and pairs.get(at.group) == before.group else None)
    return _in_order(order, [at.group for at in new])


def _entry(
    at: GroupedEntry,
    in_old: tuple[int, GroupedEntry] | None,
    is_moved: bool,
    before: list[Group],
    after: list[Group],
) -> EntryChange:
    headings = after[at.group].headings
    if in_old is None:
        return EntryChange(Status.NEW, None, at.entry, new_headings=headings)
    _, was = in_old
    changed = field_changes(was.entry, at.entry)
    status = _status(changed, is_moved)
    return EntryChange(
        status,
        was.entry,
        at.entry,
        is_moved,
        old_headings=before[was.group].headings,
        new_headings=headings,
        fields=changed,
    )


def _removed_entries(
    before: list[Group], unmoved: set[UUID], here: set[UUID], pairs: dict[int, int]
) -> dict[UUID | int, list[EntryChange]]:
    """The removed entries by the entry that they followed, or by the group that they were first in.

    Entries of a group that was removed too follow what preceded the group.
    """
    became = {old: new for new, old in pairs.items()}
    removed: dict[UUID | int, list[EntryChange]] = {}
    position: UUID | int = TOP
    for index, group in enumerate(before):
        position = became.get(index, position)
        for entry in group.node.entries:
            if entry.uid in unmoved:
                position = entry.uid
            elif entry.uid not in here:
                after = position if isinstance(position, UUID) else None
                change = EntryChange(Status.REMOVED, entry, None, after=after, old_headings=group.headings)
                removed.setdefault(position, []).append(change)
    return removed


def _in_order(came_from: Sequence[int | None], within: Sequence[int]) -> set[int]:
    """The indices of items whose order in their group did not change: its longest increasing subsequence."""
    unmoved: set[int] = set()
    for group in dict.fromkeys(within):
        known = [(i, was) for i, was in enumerate(came_from) if within[i] == group and was is not None]
        unmoved |= {known[position][0] for position in increasing([was for _, was in known])}
    return unmoved


def _status(changed: tuple[FieldChange, ...], is_moved: bool) -> Status:
    return Status.CHANGED if changed else Status.MOVED if is_moved else Status.SAME
