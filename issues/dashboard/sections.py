"""The progress of the current issue, section by section."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from issues.dashboard.workload import Workload
from issues.editing.entry_rows import EntryRow
from issues.models import Section
from issues.office_urls import compose_address, entry_anchor, review_address


@dataclass(frozen=True, slots=True)
class SectionProgress:
    """`compose` and `review` are the addresses of the section on these pages. `total` counts its entries; the other numbers
    count those that are incomplete, passed, or 需修改."""

    title: str
    compose: str
    review: str
    total: int
    unwritten: int
    passed: int
    needing_change: int

    @property
    def unmarked(self) -> int:
        return self.total - self.passed - self.needing_change

    @property
    def is_passed(self) -> bool:
        return 0 < self.total == self.passed


def by_section(work: Workload, rows: Sequence[EntryRow]) -> list[SectionProgress]:
    """The sections in order, each with the entries of its sub-headings. One query."""
    sections = list(Section.objects.filter(issue=work.issue))
    top = {section.pk: section.parent_id or section.pk for section in sections}
    order = {section.pk: index for index, section in enumerate(sections)}
    ordered = sorted(rows, key=lambda row: order[row.section_id or 0])  # stable: in order within each section
    return [
        _progress(work, section, [row for row in ordered if top[row.section_id or 0] == section.pk])
        for section in sections
        if section.parent_id is None
    ]


def _progress(work: Workload, section: Section, rows: Sequence[EntryRow]) -> SectionProgress:
    here: set[UUID] = {row.uid for row in rows}
    return SectionProgress(
        title=section.title,
        compose=compose_address(work.issue.pk, f"s{section.pk}"),
        review=review_address(work.issue.pk, entry_anchor(rows[0].uid) if rows else ""),
        total=len(rows),
        unwritten=sum(bool(row.missing) for row in rows),
        passed=len(here.intersection(work.passed)),
        needing_change=len(here.intersection(work.needing_change)),
    )
