"""Reads 医院资讯 of a back issue: a table of links, where the name of a hospital applies to the rows below it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby, takewhile
from typing import cast

from hospitals.column_names import NAMES, PRINTED, WEAK
from hospitals.document import HospitalNewsLink
from hospitals.recognising.hospital_names import hospital_at_start
from hospitals.recognising.news_lines import items
from issues.importing.recognising.entries.addresses import (
    ADDRESS,
    addresses_in,
    end_mark,
    has_inner_space,
    is_damaged,
    lacks_scheme,
    links_of,
)
from issues.importing.recognising.entries.tables import (
    Layout,
    Record,
    records,
    report_unused_cells,
    usual_layout,
)
from issues.importing.recognising.sections.section_text import Contents, EntryList, SectionText
from issues.importing.recognising.text.wording import comparable, joined, one_line
from issues.importing.source import Block, Paragraph, Run, Table

COLUMNS = {"number": ("序号", "编号", "序", "no", "号")} | {
    field: tuple(map(comparable, (*names, *WEAK[field], *PRINTED[field]))) for field, names in NAMES.items()
}
USUAL = ("number", "hospital", "title", "url")


def is_news(block: Block) -> bool:
    return (
        isinstance(block, Table)
        and sum(1 for row in block.rows if ADDRESS.search(row.cells[-1].text)) > len(block.rows) / 2
    )


@dataclass(slots=True)
class _Reader:
    text: SectionText
    entries: EntryList
    hospital: str = ""
    is_guessed: bool = False
    """Whether the hospital was taken from a title."""
    layout: Layout | None = None
    intro: list[str] = field(default_factory=list)

    def read_table(self, table: Table) -> None:
        self.layout = usual_layout(table, COLUMNS, USUAL, self.layout)
        if self.layout is None:
            return
        rows = _join_rows(list(records(table, self.layout, COLUMNS)))
        self.text.report.take([table], self.text.path_to(f"{len(rows)} 条链接"))
        taken = []
        for row in rows:
            if name := _names_hospital(row):
                self.hospital = name
                continue
            links = _one_by_one(row)
            were_taken = [self._read_cells(table, link) for link in links]
            if all(were_taken) or len(links) > 1:
                taken.append(row)
        report_unused_cells(taken, self.text.report)

    def read_lines(self, lines: Sequence[Paragraph]) -> None:
        """The lines above the links are the section's introduction; without links, all lines are."""
        lines = [self._with_address(line) for line in lines]
        listed = items(lines)
        first = listed[0].blocks[0] if listed else None
        for block in takewhile(lambda block: block is not first, lines):
            if not self.entries.entries and len(block.text) <= 400 and not ADDRESS.search(block.text):
                self.intro.append(one_line(block.text))
                self.text.report.take([block], self.text.path_to("按语"))
        for item in listed:
            if lack := self._read_row(item.blocks[0], item.record):
                self.text.report.reject(item.blocks, f"这一条未导入：{lack}")
                continue
            self.text.report.take(
                item.blocks, self.text.path_to(f"第 {len(self.entries.entries)} 条", "链接")
            )
            report_unused_cells([item.record], self.text.report)

    def _with_address(self, line: Paragraph) -> Paragraph:
        """The address written out that only its link knows."""
        links = links_of(line)
        if len(links) != 1 or ADDRESS.search(line.text):
            return line
        complete = replace(line, runs=(*line.runs, Run(text=f" {links[0]}")))
        self.text.report.join(complete, (line,))
        return complete

    def _read_cells(self, table: Table, row: Record) -> bool:
        if lack := self._read_row(table, row):
            self.text.report.add_unrecognised(row.line, row.text, f"表中这一行未导入：{lack}")
        return not lack

    def _read_row(self, block: Block, row: Record) -> str:
        """What it lacks to become an entry, "" where it has become one."""
        report = self.text.report
        if "hospital" in row:
            self.hospital, self.is_guessed = one_line(row["hospital"]), False
        elif not self.hospital and (guess := hospital_at_start(row["title"])):
            self.hospital, self.is_guessed = guess, True
            report.doubt(block, "没有写单位，医院名是从标题推断的，请核对", guess)
        else:
            self._doubt_hospital(block, row)
        address, *others = addresses_in(row["url"])
        for other in others:
            report.add_unrecognised(row.line, other, "这一格有几个网址，只导入了第一个")
        entry = HospitalNewsLink(hospital=self.hospital, title=one_line(row["title"]), url=address)
        checked = self.entries.checked(entry) if not (lack := self._lack(entry)) else lack
        if isinstance(checked, str):
            return checked
        self.entries.entries.append(checked)
        self._doubt_address(row, address, is_line=isinstance(block, Paragraph))
        return ""

    def _doubt_hospital(self, block: Block, row: Record) -> None:
        """A title that names another hospital than the one that was guessed from an earlier title."""
        title = _without_number(row["title"])
        named = hospital_at_start(title) if self.is_guessed or title != row["title"] else None
        if named and named != self.hospital:
            reason = f"标题里的单位与填入的“{self.hospital}”不同，请核对"
            self.text.report.doubt(block, reason, one_line(row["title"]))
        elif self.is_guessed and not named and "hospital" not in row:
            reason = f"没有写单位，沿用了上面的“{self.hospital}”，请核对"
            self.text.report.doubt(block, reason, one_line(row["title"]))

    def _lack(self, entry: HospitalNewsLink) -> str:
        if not self.hospital or not entry.title:
            return "缺少单位或标题"
        return "" if ADDRESS.match(entry.url) else "没有网址"

    def _doubt_address(self, row: Record, address: str, *, is_line: bool) -> None:
        """In a line of text an address without http may be the rest of one that the line above has begun."""
        if mark := end_mark(row["url"]):
            self.text.report.add_unrecognised(row.line, mark, "网址末尾的标点未导入")
        if lacks_scheme(row["url"], is_line=is_line):
            self.text.report.doubt_line(
                row.line, "网址前没有写 http，已补上，网址可能不完整，请核对", address
            )
        if is_damaged(address):
            self.text.report.doubt_line(row.line, "网址可能已损坏，请核对", address)
        elif has_inner_space(row["url"]):
            self.text.report.doubt_line(row.line, "网址中间有空格，已接上，请核对", address)


def _without_number(title: str) -> str:
    """2 临江市第一人民医院…… → 临江市第一人民医院……"""
    return re.sub(r"^\s*[0-9]{1,3}[\s.．、]+", "", title)


def news(text: SectionText) -> Contents:
    reader = _Reader(text, EntryList(text.report))
    for is_table, run in groupby(text.blocks, key=lambda block: isinstance(block, Table)):
        blocks = list(run)
        if is_table:
            for block in blocks:
                reader.read_table(cast(Table, block))
        else:
            reader.read_lines([block for block in blocks if isinstance(block, Paragraph)])
    return Contents(intro="\n".join(reader.intro) or None, entries=tuple(reader.entries.entries))


def _names_hospital(row: Record) -> str:
    """The name of a hospital in a row of its own, above its links."""
    texts = [one_line(text) for text in (*row.cells.values(), *(text for _, text in row.unused)) if text]
    return texts[0] if len(texts) == 1 and hospital_at_start(texts[0]) == texts[0] else ""


def _one_by_one(row: Record) -> list[Record]:
    """A row whose cells hold several titles, line by line, and as many addresses."""
    titles, addresses = (
        [line.strip() for line in row[name].split("\n") if line.strip()] for name in ("title", "url")
    )
    if len(titles) < 2 or len(titles) != len(addresses) or not all(map(ADDRESS.match, addresses)):
        return [row]
    pairs = zip(titles, addresses, strict=True)
    return [Record(row.line, {**row.cells, "title": title, "url": url}) for title, url in pairs]


def _join_rows(rows: Sequence[Record]) -> list[Record]:
    """Rows with what a page break moved to the next: the end of an address, or of a title and an address."""
    complete: list[Record] = []
    for row in rows:
        before = complete[-1] if complete else None
        if before and _is_rest(before, row):
            cells = dict(before.cells)
            for name in ("title", "url"):
                cells[name] = joined(before[name], row[name]) if name == "title" else before[name] + row[name]
            if comparable(row["hospital"]):
                cells["hospital"] = joined(before["hospital"], row["hospital"])
            complete[-1] = Record(before.line, cells, (*before.unused, *row.unused))
        else:
            complete.append(row)
    return complete


def _is_rest(before: Record, row: Record) -> bool:
    if "number" in row:
        return False
    has_address = bool(ADDRESS.match(row["url"].strip()))
    if "title" not in row and "hospital" not in row:
        return "url" in row and not has_address
    goes_on = "title" in row or "url" in row
    return goes_on and "url" not in before and "title" in before and "hospital" not in row
