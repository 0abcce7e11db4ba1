"""What changed since the baseline, in words."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from issues.admin.review.baseline import Baseline
from issues.comparing.documents import Comparison, EntryChange, FieldChange, Status, compare
from issues.comparing.lines import mark_text
from issues.comparing.marked_strings import MarkedText
from issues.document import Contact, Document, Imprint
from issues.document.partial_date import format_day
from issues.office_urls import entry_anchor

IGNORED = {"reviewer", "signatures"}
"""Approving fills in these names; that does not change the content."""
NAMES = {
    Status.CHANGED: "改动",
    Status.NEW: "新增",
    Status.REMOVED: "删去",
    Status.MOVED: "移动",
}


@dataclass(frozen=True, slots=True)
class Change:
    """One line of the list of changes; `anchor` is that of the entry on the page."""

    status: Status
    details: str
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


def changes_of(document: Document, baseline: Baseline | None, headings: dict[Any, str]) -> Changes:
    if baseline is None:
        return Changes(None, Comparison())
    comparison = compare(baseline.document, document)
    old_headings = {entry.uid: heading for entry, heading in baseline.document.headings()}
    listed = tuple(
        Change(
            c.status,
            change_details(c),
            headings.get(c.uid) or old_headings.get(c.uid, ""),
            entry_anchor(c.uid),
        )
        for c in comparison.changed_entries
    )
    masthead = tuple(field for field in comparison.masthead if field.name not in IGNORED)
    return Changes(baseline, comparison, masthead, listed)


def change_details(change: EntryChange) -> str:
    """Says which fields changed, and where the entry was before it was moved or removed."""
    return "；".join(_details(change))


def _details(change: EntryChange) -> Iterator[str]:
    if change.fields:
        yield "、".join(field.label for field in change.fields)
    if change.status is Status.REMOVED:
        yield f"原在“{_placement(change.old_headings)}”"
    elif change.is_moved:
        where = _placement(change.old_headings)
        yield "次序有变" if change.old_headings == change.new_headings else f"原在“{where}”"


def removed_headings(comparison: Comparison) -> list[str]:
    """Of removed sections and parts that had entries."""
    removed = [change.old for change in comparison.changed_groups if change.old and not change.new]
    return [_placement(group.headings) for group in removed if group.uids]


def _placement(headings: tuple[str, ...]) -> str:
    return " › ".join(filter(None, headings))


def marked(field: FieldChange) -> MarkedText:
    """Marks in the value what was removed and what was added."""
    return MarkedText(mark_text(_text(field.old), _text(field.new)))


def _text(value: Any) -> str:
    if isinstance(value, date):
        return format_day(value)
    if isinstance(value, Contact):
        return f"{value.name} {value.phone}".strip()
    if isinstance(value, Imprint):
        return value.description
    if isinstance(value, tuple):
        return "、".join(map(_text, value))
    return str(value or "")
