"""The entries before and after an entry in its issue, so that an editor can go through an issue without the compose page."""

from dataclasses import dataclass

from issues.editing.entry_rows import EntryRow, entry_rows, in_reading_order
from issues.models import Entry
from issues.office_urls import entry_address


@dataclass(frozen=True, slots=True)
class Neighbour:
    row: EntryRow

    @property
    def address(self) -> str:
        return entry_address(self.row)


@dataclass(frozen=True, slots=True)
class Neighbours:
    """`position` is that of the entry among the `total` of its issue, from 1."""

    before: Neighbour | None
    after: Neighbour | None
    position: int
    total: int


def neighbours_of(entry: Entry) -> Neighbours | None:
    """None in the material pool."""
    if entry.section is None:
        return None
    rows = in_reading_order(list(entry.section.issue.sections.all()), entry_rows(entry.section.issue))
    at = next((at for at, row in enumerate(rows) if row.uid == entry.uid), None)
    if at is None:
        return None
    before, after = rows[at - 1 : at] if at else [], rows[at + 1 : at + 2]
    return Neighbours(
        before=Neighbour(before[0]) if before else None,
        after=Neighbour(after[0]) if after else None,
        position=at + 1,
        total=len(rows),
    )
