from dataclasses import dataclass
from typing import ClassVar

from issues.document import Entry, Line, RichText, WebAddress
from issues.document.facts import Fact, known


@dataclass(frozen=True, slots=True, kw_only=True)
class PeerExperience(Entry):
    kind: ClassVar[str] = "peer_experience"
    title: Line
    hospital: Line | None = None
    body_html: RichText = ""
    source: Line | None = None
    source_url: WebAddress | None = None

    @property
    def facts(self) -> tuple[Fact, ...]:
        return known(("医院", self.hospital))


@dataclass(frozen=True, slots=True, kw_only=True)
class HospitalNewsLink(Entry):
    kind: ClassVar[str] = "hospital_news_link"
    hospital: Line
    title: Line
    url: WebAddress

    @property
    def facts(self) -> tuple[Fact, ...]:
        return known(("医院", self.hospital), ("网址", self.url, self.url))


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseStudy(Entry):
    """`title` is None only where the source prints none and its guide names none."""

    kind: ClassVar[str] = "case_study"
    title: Line | None = None
    hospital: Line | None = None
    body_html: RichText = ""
    source: Line | None = None
    source_url: WebAddress | None = None

    @property
    def facts(self) -> tuple[Fact, ...]:
        return known(("医院", self.hospital))
