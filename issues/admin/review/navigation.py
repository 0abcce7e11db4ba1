"""Navigation on a long review page: its sections, each with the number of entries to be done, and the next entry."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from issues.admin.review.entry_panel import Access, EntryPanel
from issues.document.outline import OutlineSection
from issues.models import Issue


@dataclass(frozen=True, slots=True)
class SectionLink:
    """A section or a part; `remaining` counts the entries in it that need action."""

    level: int
    anchor: str
    title: str
    remaining: int = 0


@dataclass(frozen=True, slots=True)
class Navigation:
    """`next_anchor` is the first entry that needs action. Where none does, `done_hint` says what to do next, or ""."""

    sections: tuple[SectionLink, ...]
    waiting_label: str
    remaining: int
    next_anchor: str
    done_hint: str


def navigation_of(
    issue: Issue, sections: Iterable[SectionLink], waiting: Sequence[EntryPanel], access: Access
) -> Navigation:
    """`waiting` are the panels that need action, in the order of the page."""
    hint = "已全部审完，请“审核通过”或“退回修改”" if access.can_judge else ""
    if access.can_edit and issue.status == Issue.Status.RETURNED:
        hint = "已全部处理，可以送审"
    label = "待审" if access.can_judge else "待处理"
    return Navigation(tuple(sections), label, len(waiting), waiting[0].anchor if waiting else "", hint)


def section_links(outline: Iterable[OutlineSection], remaining: Sequence[int]) -> Iterator[SectionLink]:
    """`remaining` has a number for each heading in order. A section counts those of its parts too."""
    numbers = iter(remaining)
    for section in outline:
        top = SectionLink(2, section.anchor, f"{section.label}{section.title}", next(numbers))
        parts = [
            SectionLink(3, part.anchor, f"{part.label}{part.title}", next(numbers))
            for part in section.parts
            if part.label
        ]
        yield replace(top, remaining=top.remaining + sum(part.remaining for part in parts))
        yield from parts
