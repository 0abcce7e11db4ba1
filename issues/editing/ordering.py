"""Changes the order of the entries and sections of an issue, under the guard, with one UPDATE for each table."""

from collections import defaultdict
from collections.abc import Sequence
from itertools import chain, groupby
from typing import Any
from uuid import UUID

from django.db.models import Case, Value, When

from issues.editing.entry_rows import EntryRow, entry_rows, in_print
from issues.editing.placement import Misplaced, fits
from issues.models import Entry, Issue, Section, entry_model
from issues.models.bases.content_lock import admit_change, lock_issues
from issues.models.bases.history import recording

UP, DOWN = -1, 1


@recording()
def arrange(issue: Issue, section: Section, uids: Sequence[UUID]) -> None:
    """Puts these entries of the issue into this section or part, in this order. Other entries of the section, for example
    one that a colleague has just added, come after them. Entries that print groups together are stored together, so
    the order of the rows is that of the print. Raises `Misplaced`, `ContentLocked`."""
    if section.issue_id != issue.pk:
        raise Misplaced("这个栏目已不在本期，可能刚被同事移走或删除，请刷新页面")
    admit_change([issue.pk])
    rows = {row.uid: row for row in entry_rows(issue)}
    named = [_fitting(rows, uid, section) for uid in dict.fromkeys(uids)]
    unnamed = [row for row in rows.values() if row.section_id == section.pk and row not in named]
    by_model: dict[type[Entry], dict[int, int]] = defaultdict(dict)
    for position, printed in enumerate(in_print([*named, *unnamed]), 1):
        by_model[entry_model(printed.item.kind)][printed.item.pk] = position
    for model, positions in by_model.items():
        model.objects.filter(pk__in=positions).update(section=section, position=in_order(positions))


@recording()
def move(issue: Issue, uid: UUID, step: int) -> None:
    """Moves an entry `UP` or `DOWN` by one in print: within its group or, at the edge of the group, together with the
    group past the next one. At the end of the list nothing happens."""
    lock_issues([issue.pk])
    row = row_of(issue, uid)
    printed = in_print([other for other in entry_rows(issue) if other.section_id == row.section_id])
    blocks = [[each.item.uid for each in block] for _, block in groupby(printed, key=lambda each: each.block)]
    arrange(issue, issue.sections.get(pk=row.section_id or 0), _moved(blocks, uid, step))


def _moved(blocks: list[list[UUID]], uid: UUID, step: int) -> list[UUID]:
    own = next(block for block in blocks if uid in block)
    if own[0 if step == UP else -1] == uid:
        blocks = _swapped(blocks, own, step)
    else:
        own[:] = _swapped(own, uid, step)
    return list(chain.from_iterable(blocks))


@recording()
def move_section(section: Section, step: int) -> None:
    """Moves a section up or down by one among the sections of the issue, or a part among the parts of its section."""
    lock_issues([section.issue_id])
    siblings = Section.objects.filter(issue=section.issue_id, parent=section.parent_id)
    order = _swapped([s.pk for s in siblings.order_by("position", "pk")], section.pk, step)
    siblings.update(position=in_order({pk: position for position, pk in enumerate(order)}))


def row_of(issue: Issue, uid: UUID) -> EntryRow:
    for row in entry_rows(issue):
        if row.uid == uid:
            return row
    raise Misplaced(GONE.format(issue=issue))


GONE = "有条目已不在{issue}里（可能刚被同事移走或删除），请刷新页面再排序"


def _fitting(rows: dict[UUID, EntryRow], uid: UUID, section: Section) -> EntryRow:
    if uid not in rows:
        raise Misplaced(GONE.format(issue=section.issue))
    if not fits(rows[uid].kind.key, section):
        raise Misplaced(f"{rows[uid].kind.label}不能放进“{section.title}”栏目")
    return rows[uid]


def in_order(positions: dict[int, int]) -> Case:
    return Case(*(When(pk=pk, then=Value(position)) for pk, position in positions.items()))


def _swapped(items: list[Any], item: Any, step: int) -> list[Any]:
    here = items.index(item)
    there = min(max(here + step, 0), len(items) - 1)
    items[here], items[there] = items[there], items[here]
    return items
