"""The rows of an annex that was generated from records: what the pages after the issue show of it."""

from dataclasses import dataclass
from itertools import count

from issues.document.annotations import Cells, Line, WebAddress

NUMBER_SHARE = 6
"""Percent of the width of the table that the row numbers take."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnexColumn:
    """`width` is its share of the width of the table."""

    heading: Line
    width: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnexRow:
    """As many cells as the table has columns. The first one links to `url`."""

    cells: Cells
    url: WebAddress | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnexGroup:
    """Rows below one heading, such as an issuing body; "" for rows without one."""

    title: Line = ""
    rows: tuple[AnnexRow, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnexTable:
    """What an annex that was generated from records contains, to be shown on pages after the issue."""

    columns: tuple[AnnexColumn, ...] = ()
    groups: tuple[AnnexGroup, ...] = ()

    @property
    def rows(self) -> tuple[AnnexRow, ...]:
        return tuple(row for group in self.groups for row in group.rows)

    @property
    def numbered(self) -> list[tuple[str, list[tuple[int, AnnexRow]]]]:
        """The groups with their titles. The rows are numbered from 1 through all groups."""
        numbers = count(1)
        return [(group.title, [(next(numbers), row) for row in group.rows]) for group in self.groups]

    @property
    def all_columns(self) -> int:
        """With that of the row numbers."""
        return len(self.columns) + 1

    @property
    def shares(self) -> list[int]:
        """The widths of all columns in percent, first that of the row numbers."""
        total = sum(column.width for column in self.columns) or 1
        return [NUMBER_SHARE, *((100 - NUMBER_SHARE) * column.width // total for column in self.columns)]
