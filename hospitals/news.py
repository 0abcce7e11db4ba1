"""医院资讯 of a back issue: a table of links, a hospital's name standing for the rows below it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import zip_longest

from hospitals.document import HospitalNewsLink
from hospitals.naming import hospital_at_start
from hospitals.news_lines import NewsLines
from issues.importing.recognising.addresses import ADDRESS, addresses_in, end_mark, is_spoilt, was_broken
from issues.importing.recognising.section_text import Contents, EntryList, SectionText
from issues.importing.recognising.tables import Layout, Record, keep_spare, records, usual_layout
from issues.importing.recognising.wording import essence, joined, one_line
from issues.importing.source import Block, Table

COLUMNS = {
    "number": ("序号", "编号", "序", "no", "号"),
    "hospital": (
        "单位",
        "医院",
        "医院名称",
        "单位名称",
        "机构",
        "机构名称",
        "来源单位",
        "来源",
        "医院单位",
        "发布单位",
    ),
    "title": (
        "标题",
        "题目",
        "资讯标题",
        "新闻标题",
        "资讯",
        "内容",
        "资讯内容",
        "名称",
        "主题",
        "资讯名称",
        "新闻",
    ),
    "url": (
        "网址",
        "链接",
        "原文链接",
        "网站链接",
        "url",
        "地址",
        "网页链接",
        "链接地址",
        "原文网址",
        "网站",
        "原文",
    ),
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
    layout: Layout | None = None
    intro: list[str] = field(default_factory=list)

    def read_table(self, table: Table) -> None:
        self.layout = usual_layout(table, COLUMNS, USUAL, self.layout)
        if self.layout is None:
            return
        rows = _whole_rows(list(records(table, self.layout, COLUMNS)))
        self.text.ledger.take([table], self.text.place(f"{len(rows)} 条链接"))
        taken = []
        for row in rows:
            if name := _names_hospital(row):
                self.hospital = name
                continue
            apart = _one_by_one(row)
            were_taken = [self._read_row(table, one) for one in apart]
            if all(were_taken) or len(apart) > 1:
                taken.append(row)
        keep_spare(taken, self.text.ledger)

    def _read_row(self, table: Table, row: Record) -> bool:
        ledger = self.text.ledger
        if "hospital" in row:
            self.hospital = one_line(row["hospital"])
        elif not self.hospital and (guess := hospital_at_start(row["title"])):
            self.hospital = guess
            ledger.doubt(table, "表中没有写单位，医院是从标题猜的", guess)
        address, *others = addresses_in(row["url"])
        for other in others:
            ledger.keep(row.line, other, "这一格有几个网址，只收了第一个")
        entry = HospitalNewsLink(hospital=self.hospital, title=one_line(row["title"]), url=address)
        checked = self.entries.checked(entry) if not (lack := self._lack(entry)) else lack
        if isinstance(checked, str):
            ledger.keep(row.line, row.text, f"表中这一行未收入：{checked}")
            return False
        self.entries.entries.append(checked)
        self._doubt_address(row, address)
        return True

    def _lack(self, entry: HospitalNewsLink) -> str:
        if not self.hospital or not entry.title:
            return "缺少单位或标题"
        return "" if ADDRESS.match(entry.url) else "没有网址"

    def _doubt_address(self, row: Record, address: str) -> None:
        if mark := end_mark(row["url"]):
            self.text.ledger.keep(row.line, mark, "网址末尾的标点未收入")
        if is_spoilt(address):
            self.text.ledger.doubt_line(row.line, "网址可能已损坏，请核对", address)
        elif was_broken(row["url"]):
            self.text.ledger.doubt_line(row.line, "网址中间有空格，已接上，请核对", address)


def news(text: SectionText) -> Contents:
    reader = _Reader(text, EntryList(text.ledger))
    lines = NewsLines(text, reader.entries)
    for block, after in zip_longest(text.blocks, text.blocks[1:]):
        if isinstance(block, Table):
            reader.read_table(block)
        elif lines.read(block, after):
            continue
        elif not reader.entries.entries and len(block.text) <= 400 and not ADDRESS.search(block.text):
            reader.intro.append(one_line(block.text))
            text.ledger.take([block], text.place("按语"))
    return Contents(intro="\n".join(reader.intro) or None, entries=tuple(reader.entries.entries))


def _names_hospital(row: Record) -> str:
    """The name of a hospital in a row of its own, above its links."""
    texts = [one_line(text) for text in (*row.cells.values(), *(text for _, text in row.spare)) if text]
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


def _whole_rows(rows: Sequence[Record]) -> list[Record]:
    """Rows with what a page break moved to the next: the end of an address, or of a title and an address."""
    whole: list[Record] = []
    for row in rows:
        before = whole[-1] if whole else None
        if before and _is_rest(before, row):
            cells = dict(before.cells)
            for name in ("title", "url"):
                cells[name] = joined(before[name], row[name]) if name == "title" else before[name] + row[name]
            if essence(row["hospital"]):
                cells["hospital"] = joined(before["hospital"], row["hospital"])
            whole[-1] = Record(before.line, cells, (*before.spare, *row.spare))
        else:
            whole.append(row)
    return whole


def _is_rest(before: Record, row: Record) -> bool:
    if "number" in row:
        return False
    has_address = bool(ADDRESS.match(row["url"].strip()))
    if "title" not in row and "hospital" not in row:
        return "url" in row and not has_address
    goes_on = "title" in row or "url" in row
    return goes_on and "url" not in before and "title" in before and "hospital" not in row
