"""Tables of references, one a row: csv of Zotero, PubMed and others, tab-delimited text of Web of Science."""

import re
import unicodedata

from issues.document.errors import Unreadable
from issues.spreadsheets.files.delimited import read_delimited
from papers.references.international import WEB_OF_SCIENCE
from papers.references.records import Record, Split, Value, Vocabulary

LABEL = "表格文本（csv 或制表符分隔）"
WEB_OF_SCIENCE_LABEL = "Web of Science（制表符分隔）"
HEADINGS = {
    "title": "title|article title|document title|title-题名|题名|标题|篇名|论文名称|文献标题",
    "journal": "publication title|journal/book|journal|journal title|source title|source|source-文献来源|source-刊名"
    "|刊名|文献来源|来源|期刊|发表期刊",
    "published": "date|publication date|publication year|year|pubtime-发表时间|year-年|发表时间|年|年份|出版年",
    "authors": "author full names|authors|author|author-作者|作者",
    "abstract": "abstract|abstract note|summary-摘要|摘要|论文摘要",
    "doi": "doi|doi-doi",
    "url": "url|link|doi link|link-链接|url-网址|网址|链接",
    "type": "item type|publication type|document type|srcdatabase-来源库|文献类型",
}
"""As the programs write them; compared without blanks and punctuation."""
PLUMBING = (
    "key|date added|date modified|access date|create date|library catalog|file attachments|link attachments|num pages"
    "|citation|pmid|pmcid|nihms id|eid|source-db|extra|automatic tags|manual tags|rights|archive|call number"
)


def plain(heading: str) -> str:
    return re.sub(r"[\W_]", "", unicodedata.normalize("NFKC", heading[:100]).lower())


MEANS = {meaning: tuple(map(plain, names.split("|"))) for meaning, names in HEADINGS.items()}
KNOWN = {name: meaning for meaning, names in MEANS.items() for name in names}
VOCABULARY = Vocabulary(
    means=MEANS,
    names={},
    plumbing=frozenset(map(plain, PLUMBING.split("|"))),
    shorter={"authors": "authorfullnames"},
)


def is_table(text: str) -> bool:
    """Whether its first line names columns, a title among them."""
    return (
        "title" in (meanings := {KNOWN.get(cell) for cell in _headings(text)}) and len(meanings - {None}) > 1
    )


def is_web_of_science(text: str) -> bool:
    return {"PT", "AU", "TI", "SO"} <= set(_first_line(text).split("\t"))


def split(text: str) -> Split:
    grid = read_delimited(text.encode())
    headings, tags = grid.rows[0], [plain(heading) for heading in grid.rows[0]]
    below = zip(grid.lines[1:], grid.rows[1:], strict=True)
    return Split([_record(line, headings, tags, row) for line, row in below], [])


def split_web_of_science(text: str) -> Split:
    table = split(text)
    records = [
        Record(
            record.line,
            WEB_OF_SCIENCE.combine([Value(v.tag.upper(), v.text) for v in record.values]),
            record.raw,
        )
        for record in table.records
    ]
    return Split(records, table.strays)


def _record(line: int, headings: list[str], tags: list[str], row: list[str]) -> Record:
    filled = [
        (heading, tag, cell) for heading, tag, cell in zip(headings, tags, row, strict=True) if cell.strip()
    ]
    named = [
        Value(tag if tag in KNOWN or tag in VOCABULARY.plumbing else heading, cell)
        for heading, tag, cell in filled
    ]
    return Record(line, named, "\n".join(f"{heading}: {cell}" for heading, _, cell in filled))


def _headings(text: str) -> list[str]:
    try:
        rows = read_delimited(_first_line(text).encode()).rows
    except Unreadable:
        return []
    return [plain(cell) for cell in rows[0]]


def _first_line(text: str) -> str:
    return text.lstrip("\ufeff\n ").split("\n", 1)[0]
