"""The list of changes at the top of the review page."""

from collections.abc import Iterable
from dataclasses import dataclass

from issues.admin.review.changes import NAMES, Change, Changes, marked, removed_headings
from issues.admin.review.text import Heading
from issues.comparing.marked_strings import MarkedText

SHOWN = 12
"""A longer list of changes is folded."""


@dataclass(frozen=True, slots=True)
class ChangeSummary:
    """`headings` are the changed ones of sections and parts. `baseline` says in Chinese what the issue is compared
    with, "" where there is nothing."""

    baseline: str
    listed: tuple[Change, ...]
    masthead: list[tuple[str, MarkedText]]
    headings: list[Heading]
    removed_headings: list[str]

    @property
    def is_short(self) -> bool:
        return len(self.listed) <= SHOWN

    @property
    def exist(self) -> bool:
        return bool(self.listed or self.masthead or self.has_changed_headings)

    @property
    def has_changed_headings(self) -> bool:
        return bool(self.headings or self.removed_headings)

    @property
    def description(self) -> str:
        """What changed since the baseline, in a sentence; "" where there is nothing to compare with."""
        if not self.baseline:
            return ""
        parts = [
            self._counts or "条目没有改动",
            "栏目有改动" if self.has_changed_headings else "",
            "刊头有改动" if self.masthead else "",
        ]
        return f"与{self.baseline}相比：{'；'.join(filter(None, parts))}。"

    @property
    def _counts(self) -> str:
        counts = {name: sum(c.status is status for c in self.listed) for status, name in NAMES.items()}
        return "，".join(f"{name} {count} 条" for name, count in counts.items() if count)

    @property
    def masthead_labels(self) -> str:
        return "、".join(label for label, _ in self.masthead)


def change_summary(changes: Changes, headings: Iterable[Heading]) -> ChangeSummary:
    return ChangeSummary(
        baseline=changes.baseline.description if changes.baseline else "",
        listed=changes.listed,
        masthead=[(field.label, marked(field)) for field in changes.masthead],
        headings=[heading for heading in headings if heading.change],
        removed_headings=removed_headings(changes.comparison),
    )
