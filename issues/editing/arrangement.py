"""The arrangement of an issue: its sections and parts, and the order of the entries in them. A change of it can be undone
as long as the issue was not changed again."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Self
from uuid import UUID

from issues.document.kinds import entry_kind
from issues.editing.entry_rows import entry_rows
from issues.editing.ordering import in_order
from issues.editing.placement import place
from issues.editing.restoring import Unrestorable
from issues.models import Issue, Section, entry_model
from issues.models.bases.history import recording

SECTION = ("pk", "parent_id", "kind", "title", "intro", "position")
CHANGED = "没有撤销：在那之后本期又有了改动。请按现在的样子接着调整。"
GONE = "没有撤销：原来在本期的条目已经删除，或者放进了别的期。"
Placement = tuple[str, int, int]
"""The kind of an entry, the key of its section, and its position there."""


@dataclass(frozen=True, slots=True)
class Arrangement:
    """`sections` have the values of `SECTION`, `entries` a `Placement` by uid."""

    sections: tuple[tuple[Any, ...], ...]
    entries: dict[str, Placement]

    @classmethod
    def of(cls, issue: Issue) -> Self:
        sections = issue.sections.order_by("position", "pk").values_list(*SECTION)
        return cls(
            tuple(sections),
            {str(row.uid): (row.kind.key, row.section_id or 0, row.position) for row in entry_rows(issue)},
        )

    def as_json(self) -> list[Any]:
        return [self.sections, self.entries]

    @classmethod
    def from_json(cls, values: list[Any]) -> Self:
        sections, entries = values
        return cls(tuple(map(tuple, sections)), {uid: tuple(placed) for uid, placed in entries.items()})


@recording()
def restore_arrangement(issue: Issue, before: Arrangement, *, version: int) -> None:
    """Restores an arrangement. `version` is the version of the issue after the change that is undone. Entries that were
    added since go to the pool; entries that went to the pool come back. Raises `Unrestorable`, `ContentLocked`."""
    if Issue.objects.select_for_update().get(pk=issue.pk).version != version:
        raise Unrestorable(CHANGED)
    now = Arrangement.of(issue)
    for kind, uids in _by_kind(now, now.entries.keys() - before.entries.keys()).items():
        place(entry_model(entry_kind(kind)).objects.filter(uid__in=uids), None)
    keys = _restore_sections(issue, before, now)
    _restore_entries(issue, before, now, keys)
    added = {section[0] for section in now.sections} - {section[0] for section in before.sections}
    issue.sections.filter(pk__in=added).delete()


def _by_kind(arrangement: Arrangement, uids: Iterable[str]) -> dict[str, list[str]]:
    by_kind: dict[str, list[str]] = defaultdict(list)
    for uid in uids:
        by_kind[arrangement.entries[uid][0]].append(uid)
    return by_kind


def _restore_sections(issue: Issue, before: Arrangement, now: Arrangement) -> dict[int, int]:
    """Maps the key that each section had to the key that it has now. A section that was removed is created again, and its
    parts after it."""
    present = {section[0]: section for section in now.sections}
    keys: dict[int, int] = {}
    for columns in sorted(before.sections, key=lambda columns: columns[1] is not None):
        values = dict(zip(SECTION, columns, strict=True))
        key = values.pop("pk")
        if key in present:
            keys[key] = key
            if present[key] != columns:
                issue.sections.filter(pk=key).update(position=values["position"])
            continue
        section = Section(issue=issue, **values | {"parent_id": keys.get(values["parent_id"])})
        section.save()
        keys[key] = section.pk
    return keys


def _restore_entries(issue: Issue, before: Arrangement, now: Arrangement, keys: dict[int, int]) -> None:
    moved = {uid: placed for uid, placed in before.entries.items() if now.entries.get(uid) != placed}
    for (kind, key), uids in _by_section(moved).items():
        rows = entry_model(entry_kind(kind)).objects.filter(uid__in=uids)
        _check_available(issue, rows, len(uids))
        positions = {pk: moved[str(uid)][2] for pk, uid in rows.order_by().values_list("pk", "uid")}
        rows.update(section=keys[key], position=in_order(positions))


def _check_available(issue: Issue, rows: Any, count: int) -> None:
    """Refuses entries that were deleted or moved into another issue."""
    issues: list[int | None] = list(rows.order_by().values_list("section__issue", flat=True))
    if len(issues) != count or set(issues) - {None, issue.pk}:
        raise Unrestorable(GONE)


def _by_section(moved: dict[str, Placement]) -> dict[tuple[str, int], list[UUID]]:
    uids: dict[tuple[str, int], list[UUID]] = defaultdict(list)
    for uid, (kind, key, _) in moved.items():
        uids[kind, key].append(UUID(uid))
    return uids
