"""How an issue is arranged: its sections and parts, and what stands in them in which order. What was done to that can be
taken back, as long as nothing else was done since."""

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
Place = tuple[str, int, int]
"""The kind of an entry, the key of its section, its position there."""


@dataclass(frozen=True, slots=True)
class Arrangement:
    """`sections` have the values of `SECTION`, `entries` a `Place` by uid."""

    sections: tuple[tuple[Any, ...], ...]
    entries: dict[str, Place]

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
    def from_json(cls, told: list[Any]) -> Self:
        sections, entries = told
        return cls(tuple(map(tuple, sections)), {uid: tuple(placed) for uid, placed in entries.items()})


@recording()
def restore_arrangement(issue: Issue, before: Arrangement, *, version: int) -> None:
    """As it was; `version` is the one that the issue had when that was left. What has come in goes to the pool, what
    left for the pool comes back. Raises `Unrestorable`, `ContentLocked`."""
    if Issue.objects.select_for_update().get(pk=issue.pk).version != version:
        raise Unrestorable(CHANGED)
    now = Arrangement.of(issue)
    for kind, uids in _by_kind(now, now.entries.keys() - before.entries.keys()).items():
        place(entry_model(entry_kind(kind)).objects.filter(uid__in=uids), None)
    keys = _restore_sections(issue, before, now)
    _restore_entries(issue, before, now, keys)
    added = {told[0] for told in now.sections} - {told[0] for told in before.sections}
    issue.sections.filter(pk__in=added).delete()


def _by_kind(arrangement: Arrangement, uids: Iterable[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for uid in uids:
        found[arrangement.entries[uid][0]].append(uid)
    return found


def _restore_sections(issue: Issue, before: Arrangement, now: Arrangement) -> dict[int, int]:
    """The key that each of the sections has now: one that was removed is made again, its parts after it."""
    here = {told[0]: told for told in now.sections}
    keys: dict[int, int] = {}
    for told in sorted(before.sections, key=lambda told: told[1] is not None):
        values = dict(zip(SECTION, told, strict=True))
        key = values.pop("pk")
        if key in here:
            keys[key] = key
            if here[key] != told:
                issue.sections.filter(pk=key).update(position=values["position"])
            continue
        section = Section(issue=issue, **values | {"parent_id": keys.get(values["parent_id"])})
        section.save()
        keys[key] = section.pk
    return keys


def _restore_entries(issue: Issue, before: Arrangement, now: Arrangement, keys: dict[int, int]) -> None:
    moved = {uid: placed for uid, placed in before.entries.items() if now.entries.get(uid) != placed}
    for (kind, key), uids in _by_place(moved).items():
        rows = entry_model(entry_kind(kind)).objects.filter(uid__in=uids)
        _check_at_hand(issue, rows, len(uids))
        positions = {pk: moved[str(uid)][2] for pk, uid in rows.order_by().values_list("pk", "uid")}
        rows.update(section=keys[key], position=in_order(positions))


def _check_at_hand(issue: Issue, rows: Any, count: int) -> None:
    """In the pool or here still."""
    places: list[int | None] = list(rows.order_by().values_list("section__issue", flat=True))
    if len(places) != count or set(places) - {None, issue.pk}:
        raise Unrestorable(GONE)


def _by_place(moved: dict[str, Place]) -> dict[tuple[str, int], list[UUID]]:
    found: dict[tuple[str, int], list[UUID]] = defaultdict(list)
    for uid, (kind, key, _) in moved.items():
        found[kind, key].append(UUID(uid))
    return found
