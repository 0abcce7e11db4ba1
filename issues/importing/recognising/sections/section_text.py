"""The input and the output of a reader of one kind of section."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from issues import richtext
from issues.document import Entry, Part, loading
from issues.document.cleaning import web_addresses
from issues.importing.recognising.report import Report
from issues.importing.source import Block
from issues.richtext.web_address import why_unfit


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionText:
    """`blocks` are those after the section's heading, `guide` the headings that the printed guide lists for it."""

    title: str
    blocks: tuple[Block, ...]
    guide: tuple[str, ...]
    issued: date
    is_paged: bool
    report: Report
    path: str = ""
    """The path of section and part, for the preview."""

    def path_to(self, *steps: str) -> str:
        return " › ".join((self.path or self.title, *(step for step in steps if step)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    intro: str | None = None
    entries: tuple[Entry, ...] = ()
    parts: tuple[Part, ...] = ()


@dataclass(slots=True)
class EntryList:
    """Collects entries; what the interchange format would refuse becomes a remark."""

    report: Report
    entries: list[Entry] = field(default_factory=list)

    def add(self, entry: Entry, blocks: Sequence[Block]) -> bool:
        """Returns whether `entry` was added; else `blocks` become remarks."""
        entry = self.with_fit_addresses(entry, blocks[0].line if blocks else None)
        checked = self.checked(entry)
        if isinstance(checked, Entry):
            self.entries.append(checked)
            return True
        self.report.reject(blocks, checked)
        return False

    def with_fit_addresses(self, entry: Entry, line: int | None) -> Entry:
        """Moves optional addresses that no reader can open to remarks."""
        for href in richtext.lost_links(getattr(entry, "body_html", None) or ""):
            self.report.add_unrecognised(line, href, "链接的地址读者打不开，只保留了文字，地址没有导入")
        for name, address in web_addresses(entry):
            if reason := why_unfit(address):
                self.report.add_unrecognised(line, address, f"{reason}；没有填入网址，请核对")
                entry = replace(entry, **{name: None})  # type: ignore[arg-type]  # a field of the subclass
        return entry

    def checked(self, entry: Entry) -> Entry | str:
        """`entry` in the canonical form of its values, or why it cannot be."""
        try:
            return loading.normalized_entry(entry)
        except ValueError as error:
            return f"不能作为条目导入：{error}"
