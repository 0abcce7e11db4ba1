"""The imprint (印发信息): under which rules an issue goes out, and what they want printed on it.

On internal material (内部资料) 《内部资料性出版物管理办法》, article 14, wants the number of the permit and the words
“内部资料，免费交流” on the cover; the compiler, the recipients, the printer, the day of printing and the number of copies on the
cover or the last page. A bulletin of an authority (公文性简报) is no internal material by article 2.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from issues.document.annotations import Line
from issues.document.partial_date import format_day

OFFICIAL: Final = "official"
INTERNAL: Final = "internal"
ONLINE: Final = "online"
REGIMES: Final = {OFFICIAL: "公文性简报", INTERNAL: "内部资料", ONLINE: "仅在网上发布"}
PAGE_FORMATS: Final = {"": "标准版式", OFFICIAL: "公文版式（GB/T 9704—2012）"}
STATEMENTS: Final = {INTERNAL: "内部资料，免费交流", ONLINE: "本期仅在网上发布，不印发"}
"""The words that an issue of this regime has on its cover."""
LABELS: Final = {
    "permit": "准印证号",
    "compiler": "编印单位",
    "recipients": "发送对象",
    "printer": "印刷单位",
    "copies": "印数",
    "printed_on": "印刷日期",
}
"""Every field that is printed, with the label before it; the first on the cover, the others on the last page."""
REQUIRED: Final = {OFFICIAL: ("recipients",), INTERNAL: tuple(LABELS)}
"""Besides the publishers, whom every regime requires."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Imprint:
    """`regime` is a key of `REGIMES`, `page_format` (of the PDF) one of `PAGE_FORMATS`."""

    regime: Literal["", "official", "internal", "online"] = ""
    page_format: Literal["", "official"] = ""
    permit: Line = ""
    compiler: Line = ""
    recipients: Line = ""
    printer: Line = ""
    copies: Line = ""
    printed_on: date | None = None

    @property
    def statement(self) -> str:
        return STATEMENTS.get(self.regime, "")

    @property
    def cover(self) -> str:
        """The line on the cover; "" where there is nothing to say."""
        permit = f"{LABELS['permit']}：{self.permit}" if self.permit else ""
        return "　".join(filter(None, (permit, self.statement)))

    @property
    def last_page(self) -> list[tuple[str, str]]:
        """(label, value) of what is printed at the end."""
        return self._lines(name for name in LABELS if name != "permit")

    @property
    def description(self) -> str:
        """All of it in one line, for comparing."""
        regime = [("印发方式", REGIMES[self.regime])] if self.regime else []
        page = [("版式", PAGE_FORMATS[self.page_format])] if self.page_format else []
        return "；".join(f"{label}：{value}" for label, value in [*regime, *page, *self._lines(LABELS)])

    def printed(self, name: str) -> str:
        """The field `name` as it is printed; "" if it is not filled in."""
        value: str | date | None = getattr(self, name)
        return format_day(value) if isinstance(value, date) else value or ""

    def _lines(self, names: Iterable[str]) -> list[tuple[str, str]]:
        return [(LABELS[name], value) for name in names if (value := self.printed(name))]

    def missing(self, publishers: Sequence[str]) -> list[str]:
        """The labels of what the regime requires and nobody has filled in."""
        lacking = [LABELS[name] for name in REQUIRED.get(self.regime, ()) if not getattr(self, name)]
        return ["主办单位", *lacking] if self.regime and not publishers else lacking

    def why_incomplete(self, publishers: Sequence[str]) -> str | None:
        """Names in Chinese what is missing; None where nothing is."""
        if not (lacking := self.missing(publishers)):
            return None
        return f"本期的印发方式是“{REGIMES[self.regime]}”，还缺{'、'.join(lacking)}，请在“期号、日期、刊头与署名”里补上"


NO_IMPRINT: Final = Imprint()
