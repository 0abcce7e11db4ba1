"""Where to go on a long page: its sections, each with what is left there, and the next entry that waits."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from issues.admin.review.entry_panel import EntryPanel
from issues.document.outline import OutlineSection
from issues.models import Issue


@dataclass(frozen=True, slots=True)
class Place:
    """A section or a sub-heading; `left` counts what waits below it."""

    level: int
    anchor: str
    title: str
    left: int = 0


@dataclass(frozen=True, slots=True)
class Ahead:
    """`anchor` is the first that is left; none being left, `done` says what comes after, "" where nothing does."""

    places: tuple[Place, ...]
    called: str
    left: int
    anchor: str
    done: str


def ahead_of(
    issue: Issue, places: Iterable[Place], left: Sequence[EntryPanel], *, can_edit: bool, can_judge: bool
) -> Ahead:
    done = "已全部审完，请“审核通过”或“退回修改”" if can_judge else ""
    if can_edit and issue.status == Issue.Status.RETURNED:
        done = "已全部处理，可以送审"
    called = "待审" if can_judge else "待处理"
    return Ahead(tuple(places), called, len(left), left[0].anchor if left else "", done)


def places_of(outline: Iterable[OutlineSection], left_below: Sequence[int]) -> Iterator[Place]:
    """`left_below` has a number for each heading in order; a section counts those of its sub-headings too."""
    numbers = iter(left_below)
    for section in outline:
        top = Place(2, section.anchor, f"{section.label}{section.title}", next(numbers))
        parts = [
            Place(3, part.anchor, f"{part.label}{part.title}", next(numbers))
            for part in section.parts
            if part.label
        ]
        yield replace(top, left=top.left + sum(part.left for part in parts))
        yield from parts
