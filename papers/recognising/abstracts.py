"""Reads tables of abstracts, and joins rows that page breaks have split."""

import re
from collections.abc import Sequence

from issues.document import Entry
from issues.document.partial_date import PartialDate
from issues.importing.recognising.entries.addresses import ADDRESS, end_mark, web_address
from issues.importing.recognising.entries.tables import (
    Layout,
    Record,
    records,
    report_unused_cells,
    table_layout,
    usual_layout,
)
from issues.importing.recognising.sections.section_text import EntryList, SectionText
from issues.importing.recognising.text.dates import dates_in
from issues.importing.recognising.text.wording import comparable, is_ended, joined, one_line, without_spaces
from issues.importing.source import Block, Paragraph, Table
from papers.column_names import NAMES, PRINTED, WEAK
from papers.document import JournalAbstract

COLUMNS = {"number": ("序号", "编号", "序", "no", "号")} | {
    field: tuple(map(comparable, (*names, *WEAK.get(field, ()), *PRINTED.get(field, ()))))
    for field, names in NAMES.items()
}
USUAL = ("number", "title", "journal", "published", "abstract")
_STEP = re.compile(r"\s*[【\[]?(?:目的|方法|结果|结论|背景|关键词|讨论)")
_YEAR = re.compile(r"(?<![0-9])((?:19|20)[0-9]{2})(?![0-9])年?")
_APART = re.compile(r"[、，,；;\n\s]+")
_BELOW_TITLE = {
    "url": re.compile(r"\s+<?(https?://(?!(?:dx\.)?doi\.org/)[^\s<>]+)>?\s*$"),
    "doi": re.compile(r"\s+DOI\s*[:：]\s*(10\.\d{4,9}/\S+)\s*$", re.IGNORECASE),
    "authors": re.compile(r"\s+作者\s*[:：]\s*(\S.*)$", re.DOTALL),
}
"""From the last up."""
_RESOLVER = re.compile(r"https?://(?:dx\.)?doi\.org/", re.IGNORECASE)


def is_abstracts(block: Block) -> bool:
    if not isinstance(block, Table):
        return False
    layout = table_layout(block, COLUMNS)
    return layout is not None and {"title", "journal"} <= set(layout.fields)


def read_abstracts(text: SectionText) -> tuple[str | None, tuple[Entry, ...]]:
    """The introduction above the tables, and the abstracts of all of them."""
    intro: list[str] = []
    rows: list[Record] = []
    tables: list[Table] = []
    layout: Layout | None = None
    for at, block in enumerate(text.blocks):
        if isinstance(block, Table):
            layout = usual_layout(block, COLUMNS, USUAL, layout)
            if layout:
                rows += records(block, layout, COLUMNS)
                tables.append(block)
        elif not rows:
            intro.append(one_line(block.text))
            text.report.take([block], text.path_to("按语"))
        elif _belongs_above(
            block, rows[-1], more_follows=any(isinstance(b, Table) for b in text.blocks[at:])
        ):
            rows.append(Record(block.line, {"abstract": block.text.strip()}))
            text.report.take([block], text.path_to("摘要"))
    complete = _join_rows(rows, is_paged=text.is_paged)
    text.report.take(tables, text.path_to(f"{len(complete)} 篇摘要"))
    return "\n".join(intro) or None, tuple(entries_of(complete, text))


def _belongs_above(block: Paragraph, row: Record, *, more_follows: bool) -> bool:
    """Whether a paragraph below a table is what its last abstract goes on with."""
    return more_follows or not is_ended(row["abstract"]) or bool(_STEP.match(block.text))


def _join_rows(rows: Sequence[Record], *, is_paged: bool) -> list[Record]:
    """Rows with what a page break moved to the next one joined to them."""
    complete: list[Record] = []
    for row in rows:
        if complete and _is_rest(row):
            complete[-1] = _merged(complete[-1], row, is_paged=is_paged)
        else:
            complete.append(row)
    return complete


def _is_rest(row: Record) -> bool:
    return ("number" not in row and "journal" not in row and "published" not in row) or (
        "number" not in row and "title" not in row
    )


def _merged(before: Record, row: Record, *, is_paged: bool) -> Record:
    cells = dict(before.cells)
    for name, text in row.cells.items():
        is_apart = bool(_STEP.match(text)) or not is_paged  # a page may end with a sentence
        is_new_paragraph = name == "abstract" and is_apart and is_ended(cells.get(name, ""))
        cells[name] = (
            f"{cells[name]}\n{text}" if is_new_paragraph and text else joined(cells.get(name, ""), text)
        )
    return Record(before.line, cells, (*before.unused, *row.unused))


def entries_of(rows: Sequence[Record], text: SectionText) -> list[Entry]:
    entries = EntryList(text.report)
    taken = []
    for row in rows:
        if "journal" not in row or "title" not in row:
            text.report.add_unrecognised(row.line, row.text, "这一篇没有论文名称或期刊，未导入")
            continue
        abstract = entries.with_fit_addresses(_abstract(_with_title_alone(row), text), row.line)
        checked = entries.checked(abstract)
        if isinstance(checked, str):
            text.report.add_unrecognised(row.line, row.text, f"这一篇未导入：{checked}")
            continue
        entries.entries.append(checked)
        taken.append(row)
    report_unused_cells(taken, text.report)
    return entries.entries


def _with_title_alone(row: Record) -> Record:
    """What the cell of the title holds below it, as our own issues print it, in cells of their own. An address that
    only resolves the DOI is the link on it and not the abstract's own."""
    cells = dict(row.cells)
    for name, pattern in _BELOW_TITLE.items():
        is_free = name not in row or (name == "url" and _RESOLVER.match(row[name]))
        if is_free and (match := pattern.search(cells["title"])):
            cells[name] = match[1]
            cells["title"] = cells["title"][: match.start()]
    if cells.get("doi") and _RESOLVER.sub("", cells.get("url", "")) == cells["doi"]:
        del cells["url"]
    return Record(row.line, cells, row.unused)


def _abstract(row: Record, text: SectionText) -> JournalAbstract:
    published, rest = _published(without_spaces(row["published"]))
    if comparable(rest):
        reason = "不是日期，未导入" if published is None else f"只导入了日期 {published}，其余未导入"
        text.report.add_unrecognised(row.line, row["published"], reason)
    if any(not name.strip("等") for name in _APART.split(row["authors"]) if name):
        text.report.add_unrecognised(row.line, row["authors"], "作者没有列全，“等”字未导入")
    url = web_address(row["url"])
    if url and not ADDRESS.match(url):
        text.report.add_unrecognised(row.line, row["url"], "不是网址，未导入")
        url = ""
    elif url and (mark := end_mark(row["url"])):
        text.report.add_unrecognised(row.line, mark, "网址末尾的标点未导入")
    return JournalAbstract(
        title=one_line(_one_word(row["title"])),
        journal=one_line(_one_word(row["journal"])).strip("《》"),
        published=published,
        authors=_authors(row["authors"]),
        abstract="\n".join(line.strip() for line in row["abstract"].split("\n") if line.strip()),
        doi=one_line(re.sub(r"^(?:doi\s*[:：]?\s*|https?://(?:dx\.)?doi\.org/)", "", row["doi"], flags=re.I))
        or None,
        url=url or None,
    )


def _one_word(text: str) -> str:
    """A cell's lines as one: its narrow column broke them."""
    complete = ""
    for line in text.split("\n"):
        complete = joined(complete, line)
    return complete


def _published(text: str) -> tuple[PartialDate | None, str]:
    """The date, and the text around it."""
    if dated := next(dates_in(text), None):
        return dated.date, text[: dated.start] + text[dated.end :]
    if year := _YEAR.search(text):
        return PartialDate(int(year[1])), text[: year.start()] + text[year.end() :]
    return None, text


def _authors(text: str) -> tuple[str, ...]:
    return tuple(name for name in _APART.split(text) if name.strip("等"))
