"""The placement of entries: in a section of an issue, in one of its parts, or in the material pool (素材库)."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django.db.models import Case, Max, Value, When

from issues.document.kinds import EntryKind
from issues.models import Entry, Issue, Section, entry_model
from issues.models.bases.content_lock import admit_change, lock_issues
from issues.models.bases.history import recording
from issues.refusals import Refusal

AT_ONCE = 500
"""Rows in one statement."""


POOL = "素材库"


def placement_name(section: Section | None) -> str:
    """期 · 栏目 · 小标题, or the pool."""
    if section is None:
        return POOL
    names = [str(section.issue), *([section.parent.title] if section.parent else []), section.title]
    return " · ".join(names)


class Misplaced(Refusal):
    """An entry cannot be placed there; the message is Chinese and for the user, and nothing changed."""


@recording()
def place(entries: Iterable[Entry], section: Section | None) -> None:
    """Puts stored entries at the end of the section in this order, or into the pool: all of them or none. Raises
    `Misplaced`, `ContentLocked`."""
    rows = list(entries)
    _lock_issues(rows, section)
    assign_sections(rows, section)
    save_placements(rows)


@recording()
def place_from_pool(uids: Sequence[UUID], kinds: Iterable[EntryKind], section: Section) -> Section:
    """Does the same as `place` with entries of the pool, and gives the section of the first one. Raises `Misplaced` where
    one of them is not in the pool any more."""
    _lock_issues([], section)
    pooled: dict[UUID, Entry] = {}
    for kind in kinds:
        rows = entry_model(kind).objects.pooled().filter(uid__in=uids).order_by("pk")
        pooled |= {row.uid: row for row in rows.select_for_update()}
    if missing := len(set(uids) - pooled.keys()):
        raise Misplaced(f"没有放入：有 {missing} 条已不在素材库里（可能刚被同事用了），请重新选择。")
    entries = [pooled[uid] for uid in dict.fromkeys(uids)]
    place(entries, section)
    return entries[0].section or section


def assign_section(entry: Entry, section: Section | None) -> None:
    """Assigns the section and position of an entry. The entry is not saved; a part that it needs is."""
    assign_sections([entry], section)


def assign_sections(rows: Sequence[Entry], section: Section | None) -> None:
    """Does the same as `assign_section` for several entries, in order, at the end of the section."""
    if section is None:
        for entry in rows:
            entry.section, entry.position = None, 0
        return
    _refuse_misplaced(rows, section)
    if rows:
        admit_change([section.issue_id])
    homes: dict[type[Entry], Section] = {}
    ends: dict[int, int] = {}
    for entry in rows:
        if type(entry) not in homes or entry.names_its_part:
            homes[type(entry)] = _home(entry, section)
        home = homes[type(entry)]
        if home.pk not in ends:
            ends[home.pk] = end_of(home)
        entry.section, entry.position = home, ends[home.pk]
        ends[home.pk] += 1


def save_placements(rows: Iterable[Entry]) -> None:
    """Saves the section and position of these stored entries, with one UPDATE for each table and section."""
    together: dict[tuple[type[Entry], Section | None], list[Entry]] = defaultdict(list)
    for row in rows:
        together[type(row), row.section].append(row)
    for (model, section), members in together.items():
        for start in range(0, len(members), AT_ONCE):
            some = members[start : start + AT_ONCE]
            model.objects.filter(pk__in=[row.pk for row in some]).update(
                section=section, position=_positions(some) if section else 0
            )


def _positions(rows: Iterable[Entry]) -> Any:
    return Case(*(When(pk=row.pk, then=Value(row.position)) for row in rows))


def _lock_issues(rows: Iterable[Entry], section: Section | None) -> None:
    """Locks the issues that entries leave and the one that they enter."""
    # All issues in one statement and before any entry, as every write does: two writes cannot wait for each other.
    left = {row.section_id for row in rows if row.section_id is not None}
    issues = set(Section.objects.filter(pk__in=left).values_list("issue", flat=True)) if left else set()
    issues |= {section.issue_id} if section else set()
    list(Issue.objects.select_for_update().filter(pk__in=issues).values_list("pk"))


def _refuse_misplaced(rows: Iterable[Entry], section: Section) -> None:
    for entry in rows:
        if not fits(entry.document_type.kind, section):
            raise Misplaced(f"{entry.entry_kind.label}不能放进“{section.title}”栏目")


def fits(entry_key: str, section: Section) -> bool:
    return any(kind.key == entry_key for kind in section.section_kind.entry_kinds)


@recording()
def get_or_add_part(section: Section, title: str) -> Section:
    """The part with this title, which is created where there is none."""
    lock_issues([section.issue_id])
    return section.parts.filter(title=title).first() or add_part(section, title)


def add_part(section: Section, title: str) -> Section:
    last = section.parts.aggregate(last=Max("position"))["last"]
    part = Section(
        issue_id=section.issue_id,
        parent=section,
        kind=section.kind,
        title=title,
        position=0 if last is None else last + 1,
    )
    part.save()
    return part


def _home(entry: Entry, section: Section) -> Section:
    """The section or part that the entry goes into. Where a kind of section has parts its entries go into one, unless
    entries of the kind are in the section itself already."""
    kind = section.section_kind
    if not kind.has_parts or section.parent_id is not None:
        return section
    if entry.names_its_part:
        own = entry.section
        return own if own and own.parent_id == section.pk else add_part(section, entry.heading)
    rows = type(entry)._default_manager
    sibling = rows.filter(section__parent=section).order_by("section__position").first()
    if sibling is not None and sibling.section is not None:
        return sibling.section
    if rows.filter(section=section).exists():
        return section
    return section.parts.filter(title=kind.part_heading).first() or add_part(section, kind.part_heading)


def end_of(section: Section) -> int:
    ends = [
        entry_model(kind).objects.filter(section=section).next_position()
        for kind in section.section_kind.entry_kinds
    ]
    return max(ends)
