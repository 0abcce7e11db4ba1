"""What an import left to look at, as the compose page shows it: each with its place in the source and its entry."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse

from issues.editing.entry_rows import EntryRow
from issues.models import ImportedFile, Issue
from issues.office_urls import entry_address


@dataclass(frozen=True, slots=True)
class Hint:
    """`number` is its place among the remarks; `source` the address where it stands in the source, "" where it stands
    nowhere; `entry` the one that it is about, while it is in the issue."""

    number: int
    line: int | None
    reason: str
    text: str
    is_unrecognised: bool
    source: str
    entry: EntryRow | None

    @property
    def entry_address(self) -> str:
        return entry_address(self.entry) if self.entry else ""

    @property
    def unplaced(self) -> str:
        """What is in no entry, for somebody to copy to where it belongs; "" where nothing is."""
        return self.text if self.is_unrecognised else ""

    @property
    def quote(self) -> str:
        return "" if self.is_unrecognised else self.text


def hints_of(imported: ImportedFile | None, rows: Iterable[EntryRow]) -> list[Hint]:
    if imported is None:
        return []
    known = {str(row.uid): row for row in rows}
    look = reverse("admin:issues_issue_import_look", args=[imported.pk])
    return [
        Hint(
            number,
            remark["line"],
            remark["reason"],
            remark["text"],
            remark["is_unrecognised"],
            f"{look}#line-{remark['line']}" if remark["line"] else "",
            known.get(remark.get("uid", "")),
        )
        for number, remark in imported.waiting_remarks
    ]


def may_settle(issue: Issue) -> bool:
    """What is published is not changed for a hint."""
    return issue.status not in (Issue.Status.PUBLISHED, Issue.Status.WITHDRAWN)
