from dataclasses import dataclass
from typing import ClassVar

from issues.document import Entry, Line, RichText, WebAddress
from issues.document.facts import Fact, known_facts
from issues.document.partial_date import PartialDate


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyItem(Entry):
    """`issuing_bodies` as the text names them; `document_title` without its outer 《》."""

    kind: ClassVar[str] = "policy_item"
    title: Line
    issuing_bodies: tuple[Line, ...] = ()
    document_title: Line | None = None
    document_number: Line | None = None
    issued_on: PartialDate | None = None
    body_html: RichText = ""
    source: Line | None = None
    source_url: WebAddress | None = None

    @property
    def facts(self) -> tuple[Fact, ...]:
        return known_facts(
            ("发布机构", self.issuing_bodies),
            ("文件", f"《{self.document_title}》" if self.document_title else None),
            ("文号", self.document_number),
            ("发文日期", self.issued_on),
        )
