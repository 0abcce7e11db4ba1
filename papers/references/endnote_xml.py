"""Reads the XML that EndNote exports, and Zotero for EndNote."""

import re
from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from issues.document.errors import Unreadable
from issues.richtext.superscripts import subscript, superscript
from papers.references.records import Record, Split, Value, Vocabulary, with_year

LABEL = "EndNote XML"
START = re.compile(r"\s*(?:<\?xml[^>]*>\s*)?<xml>\s*<records>")
RECORD = re.compile(r"<record[\s>].*?</record>", re.DOTALL)
YEAR, DAY = "dates/year", "dates/pub-dates/date"
HEIGHTS = {"superscript": superscript, "subscript": subscript}
VOCABULARY = Vocabulary(
    means={
        "type": ("ref-type",),
        "title": ("titles/title",),
        "journal": ("periodical/full-title", "titles/secondary-title", "periodical/abbr-1"),
        "published": (YEAR, DAY),
        "authors": ("contributors/authors/author",),
        "abstract": ("abstract",),
        "doi": ("electronic-resource-num",),
        "url": ("urls/related-urls/url", "urls/web-urls/url"),
    },
    names={
        "volume": "卷",
        "number": "期",
        "pages": "页码",
        "keywords/keyword": "关键词",
        "isbn": "ISSN",
        "auth-address": "机构",
        "language": "语言",
        "notes": "附注",
        "publisher": "出版者",
        "titles/translated-title": "译名",
        "urls/pdf-urls/url": "附件",
    },
    plumbing=frozenset(
        {
            "database",
            "source-app",
            "rec-number",
            "foreign-keys/key",
            "accession-num",
            "remote-database-name",
            "remote-database-provider",
        }
    ),
    shorter={"periodical/abbr-1": "periodical/full-title"},
)


def split(text: str) -> Split:
    try:
        root = fromstring(re.sub(r"^\s*<\?xml[^>]*>", "", text))
    except (ParseError, DefusedXmlException, ValueError) as error:
        raise Unreadable("这个 EndNote XML 文件已损坏或不完整，请重新导出") from error
    raws = [(text.count("\n", 0, match.start()) + 1, match[0]) for match in RECORD.finditer(text)]
    records = zip(root.iter("record"), raws, strict=False)
    return Split(
        [Record(line, with_year(list(_values(record)), DAY, YEAR), raw) for record, (line, raw) in records],
        [],
    )


def _values(record: Any) -> Iterator[Value]:
    for path, element in _leaves(record, ""):
        kind = element.get("name") if path == "ref-type" else None
        yield Value(path, kind or "\n".join(map(str.strip, _text(element).strip().split("\n"))))


def _leaves(parent: Any, above: str) -> Iterator[tuple[str, Any]]:
    for child in parent:
        path = f"{above}{child.tag}"
        if all(part.tag == "style" for part in child.iter() if part is not child):
            yield path, child
        else:
            yield from _leaves(child, f"{path}/")


def _text(element: Any) -> str:
    parts = [element.text or "", *(f"{_text(part)}{part.tail or ''}" for part in element)]
    read = HEIGHTS.get(element.get("face", ""), str)
    return read("".join(parts).replace("\r", "\n"))
