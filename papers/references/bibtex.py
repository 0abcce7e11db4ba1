"""Reads BibTeX with bibtexparser; what that cannot parse is quoted in a remark."""

import calendar
import logging
import re
from collections.abc import Iterator

from bibtexparser.entrypoint import parse_string
from bibtexparser.library import Library
from bibtexparser.model import (
    Block,
    Entry,
    ExplicitComment,
    Field,
    ImplicitComment,
    ParsingFailedBlock,
    Preamble,
    String,
)

from issues.importing.source import Remark
from papers.references import latex
from papers.references.records import OUTSIDE, Record, Split, Value, Vocabulary

# Each fault is a remark on the page; as a warning it would fill the server's log with what people upload.
logging.getLogger("bibtexparser").setLevel(logging.ERROR)

LABEL = "BibTeX"
START = re.compile(r"[\ufeff ]*@[A-Za-z]+\s*[{(]")
MONTHS = {month.lower(): number for number, month in enumerate(calendar.month_abbr) if month}
AND_OR_BRACE = re.compile(r"(?<!\\)[{}]|\s+and(?:\s+|$)", re.IGNORECASE)
AS_THEY_ARE = frozenset({"url", "doi", "file", "urldate", "issn", "isbn"})
UNSEEN = "\N{WORD JOINER}"
"""Marks an “and” inside a name; it is removed later with all invisible characters."""
VOCABULARY = Vocabulary(
    means={
        "type": ("type of entry",),
        "title": ("title",),
        "journal": ("journal", "journaltitle"),
        "published": ("year", "date", "year and month"),
        "authors": ("author",),
        "abstract": ("abstract",),
        "doi": ("doi",),
        "url": ("url",),
    },
    names={
        "volume": "卷",
        "number": "期",
        "issue": "期",
        "pages": "页码",
        "issn": "ISSN",
        "keywords": "关键词",
        "publisher": "出版者",
        "language": "语言",
        "langid": "语言",
        "shorttitle": "短题名",
        "note": "附注",
        "file": "附件",
        "urldate": "访问日期",
    },
    plumbing=frozenset({"month", "timestamp"}),
)


def split(text: str) -> Split:
    # It takes an @ as the beginning of an entry where a line of an abstract begins with one; else none is.
    library: Library = parse_string(text)
    records, strays = [], []
    for block in library.blocks:
        entry = block.ignore_error_block if isinstance(block, ParsingFailedBlock) else block
        if isinstance(entry, Entry):
            records.append(_record(entry, block))
        elif not isinstance(block, String | Preamble | ExplicitComment):
            strays.append(_stray(block))
    return Split(records, strays)


def _record(entry: Entry, block: Block) -> Record:
    values = [Value("type of entry", entry.entry_type)]
    values += [value for field in entry.fields for value in _values(field)]
    if month := _year_and_month(values):
        values.append(month)
    return Record((block.start_line or 0) + 1, values, (block.raw or entry.raw or "").strip())


def _values(field: Field) -> Iterator[Value]:
    tag, text = field.key.lower(), str(field.value)
    if tag in AS_THEY_ARE:
        yield Value(tag, latex.unescaped(text))
        return
    for part in _persons(text) if tag in VOCABULARY.means["authors"] else (text,):
        yield Value(tag, latex.read(part))


def _persons(text: str) -> Iterator[str]:
    """The authors one by one; an “and” between braces is part of a name."""
    depth, begins, parts = 0, 0, []
    for match in AND_OR_BRACE.finditer(text):
        if match[0] in "{}":
            depth += 1 if match[0] == "{" else -1
        elif depth <= 0:
            parts.append(text[begins : match.start()])
            begins = match.end()
    for part in (*parts, text[begins:]):
        yield re.sub(r"(?i)(?<=\s)a(?=nd\s)", f"a{UNSEEN}", part)


def _year_and_month(values: list[Value]) -> Value | None:
    texts = {value.tag: value.text.strip().lower() for value in values}
    month = MONTHS.get(texts.get("month", "")[:3]) or texts.get("month", "")
    year = texts.get("year", "")
    return Value("year and month", f"{year}-{month:0>2}") if year and str(month).isdigit() else None


def _stray(block: Block) -> Remark:
    reason = OUTSIDE if isinstance(block, ImplicitComment) else "这一条 BibTeX 不完整，没有读出"
    return Remark(
        line=(block.start_line or 0) + 1,
        reason=reason,
        text=(block.raw or "").strip(),
        is_unrecognised=True,
    )
