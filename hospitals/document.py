from dataclasses import dataclass
from typing import ClassVar

from issues.document import Entry, Line, RichText, WebAddress
from issues.document.facts import Fact, known_facts


@dataclass(frozen=True, slots=True, kw_only=True)
class Article(Entry):
    """Base of the texts about one hospital."""

    title: Line | None = None
    hospital: Line | None = None
    body_html: RichText = ""
    source: Line | None = None
    source_url: WebAddress | None = None

    @property
    def facts(self) -> tuple[Fact, ...]:
        return known_facts(("医院", self.hospital))


@dataclass(frozen=True, slots=True, kw_only=True)
class PeerExperience(Article):
    kind: ClassVar[str] = "peer_experience"
    title: Line


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseStudy(Article):
    """`title` is None only if neither the text nor the guide of a back issue prints one."""

    kind: ClassVar[str] = "case_study"


@dataclass(frozen=True, slots=True, kw_only=True)
class HospitalNewsLink(Entry):
    kind: ClassVar[str] = "hospital_news_link"
    hospital: Line
    title: Line
    url: WebAddress

    @property
    def facts(self) -> tuple[Fact, ...]:
        return known_facts(("医院", self.hospital), ("网址", self.url, self.url))
