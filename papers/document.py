import re
from dataclasses import dataclass
from typing import ClassVar, Literal
from urllib.parse import quote

from issues.document import Annex, Entry, Line, Text, WebAddress, Year
from issues.document.facts import Fact, known_facts
from issues.document.partial_date import PartialDate
from papers.doi import bare


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

    @property
    def facts(self) -> tuple[Fact, ...]:
        return known_facts(
            ("期刊", self.journal),
            ("发表时间", self.published),
            ("作者", self.authors),
            ("DOI", self.doi, self.doi_address),
            ("网址", self.url, self.url),
        )

    @property
    def doi_address(self) -> str:
        """Where the DOI resolves, whether it was given bare (10.…), as doi:10.… or as an address."""
        return "https://doi.org/" + re.sub(r"\s", lambda blank: quote(blank[0]), bare(self.doi or ""))


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice(Entry):
    """Its title is the title of its part."""

    kind: ClassVar[str] = "notice"
    topic: Literal["policy_compendium", "journal_submission", "other"] = "other"
    year: Year | None = None
    text: Text = ""
    annexes: tuple[Annex, ...] = ()

    @property
    def facts(self) -> tuple[Fact, ...]:
        return known_facts(("年份", f"{self.year}年" if self.year else None))
