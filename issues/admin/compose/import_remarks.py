"""The remarks that an import left to check, as the compose page shows them: each with its position in the source and its
entry."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse

from issues.editing.entry_rows import EntryRow
from issues.models import ImportedFile, Issue
from issues.office_urls import entry_address


@dataclass(frozen=True, slots=True)
class ImportRemark:
    """`number` is the index of the remark. `source` is the address of its position in the source, "" if it has none.
    `entry` is the entry that it is about, as long as that is in the issue."""

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
        """The text that is in no entry, for an editor to copy to where it belongs; "" if there is none."""
        return self.text if self.is_unrecognised else ""

    @property
    def quote(self) -> str:
        return "" if self.is_unrecognised else self.text


def import_remarks_of(imported: ImportedFile | None, rows: Iterable[EntryRow]) -> list[ImportRemark]:
    if imported is None:
        return []
    known = {str(row.uid): row for row in rows}
    look = reverse("admin:issues_issue_import_look", args=[imported.pk])
    return [
        ImportRemark(
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


def may_resolve(issue: Issue) -> bool:
    """A published issue is not changed because of a remark."""
    return issue.status not in (Issue.Status.PUBLISHED, Issue.Status.WITHDRAWN)
