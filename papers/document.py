from dataclasses import dataclass
from typing import ClassVar, Literal

from issues.document import Annex, Entry, Line, Text, WebAddress
from issues.partial_date import PartialDate


@dataclass(frozen=True, slots=True, kw_only=True)
class JournalAbstract(Entry):
    kind: ClassVar[str] = "journal_abstract"
    title: Line
    journal: Line
    published: PartialDate | None = None
    authors: tuple[Line, ...] = ()
    abstract: Text = ""
    doi: Line | None = None
    url: WebAddress | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice(Entry):
    """Its title is that of the part it stands in."""

    kind: ClassVar[str] = "notice"
    topic: Literal["policy_compendium", "journal_submission", "other"] = "other"
    year: int | None = None
    text: Text = ""
    annexes: tuple[Annex, ...] = ()
