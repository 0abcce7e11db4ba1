"""What changed since the baseline, in words and counted."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from issues.admin.review.baseline import Baseline
from issues.comparing.documents import Comparison, EntryChange, FieldChange, Status, compare
from issues.comparing.lines import mark_text
from issues.comparing.marked_strings import MarkedText
from issues.document import Contact, Document
from issues.document.partial_date import format_day
from issues.office_urls import entry_anchor

UNREAD = {"reviewer", "signatures"}
"""Names that signing puts in are no change of the content."""
SHOWN = 12
"""A longer list of changes is folded."""
NAMES = {
    Status.CHANGED: "改动",
    Status.NEW: "新增",
    Status.REMOVED: "删去",
    Status.MOVED: "移动",
}


@dataclass(frozen=True, slots=True)
class Change:
    """One line of the list of changes; `anchor` is where it shows."""

    status: Status
    told: str
    heading: str
    anchor: str

    @property
    def name(self) -> str:
        return NAMES[self.status]


@dataclass(frozen=True, slots=True)
class Changes:
    """`baseline` is None where there is nothing to compare with."""

    baseline: Baseline | None
    comparison: Comparison
    masthead: tuple[FieldChange, ...] = ()
    listed: tuple[Change, ...] = ()

    @property
    def is_short(self) -> bool:
        return len(self.listed) <= SHOWN

    @property
    def told(self) -> str:
        counts = {name: sum(c.status is status for c in self.listed) for status, name in NAMES.items()}
        return "，".join(f"{name} {count} 条" for name, count in counts.items() if count)


def changes_of(document: Document, baseline: Baseline | None, headings: dict[Any, str]) -> Changes:
    if baseline is None:
        return Changes(None, Comparison())
    comparison = compare(baseline.document, document)
    was = {entry.uid: heading for entry, heading in baseline.document.headings()}
    listed = tuple(
        Change(c.status, told_of(c), headings.get(c.uid) or was.get(c.uid, ""), entry_anchor(c.uid))
        for c in comparison.changed_entries
    )
    masthead = tuple(field for field in comparison.masthead if field.name not in UNREAD)
    return Changes(baseline, comparison, masthead, listed)


def told_of(change: EntryChange) -> str:
    """Which fields changed, and from where it was moved."""
    return "；".join(_told(change))


def _told(change: EntryChange) -> Iterator[str]:
    if change.fields:
        yield "、".join(field.label for field in change.fields)
    if change.status is Status.REMOVED:
        yield f"原在“{_place(change.old_place)}”"
    elif change.is_moved:
        where = _place(change.old_place)
        yield "次序有变" if change.old_place == change.new_place else f"原在“{where}”"


def lost_headings(comparison: Comparison) -> list[str]:
    """Of sections and parts that are no more, and that anything stood in."""
    gone = [change.old for change in comparison.changed_groups if change.old and not change.new]
    return [_place(group.headings) for group in gone if group.uids]


def _place(headings: tuple[str, ...]) -> str:
    return " › ".join(filter(None, headings))


def marked(field: FieldChange) -> MarkedText:
    """The value with what was removed and what was added."""
    return MarkedText(mark_text(_words(field.old), _words(field.new)))


def _words(value: Any) -> str:
    if isinstance(value, date):
        return format_day(value)
    if isinstance(value, Contact):
        return f"{value.name} {value.phone}".strip()
    if isinstance(value, tuple):
        return "、".join(map(_words, value))
    return str(value or "")
