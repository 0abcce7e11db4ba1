"""Values as the databases export them, as we keep them. Careful: what is not surely dressing stays."""

import html
import re

from issues.fields.pasting import as_date
from issues.importing import values as readers
from issues.partial_date import PartialDate
from issues.richtext.characters import are_joined, without_junk
from papers import doi

MARKUP = re.compile(
    r"""</?(?:su[bp]|[biup]|em|strong|span|font|br)(?:\s+[a-z-]+=(?:"[^"<>]*"|'[^'<>]*'))*(?:\s*/)?>""",
    re.IGNORECASE,
)
"""Strict about what a tag is: "a<b 且 c>d" is none."""
ENTITY = re.compile(r"&(?:lt|gt|amp|quot|nbsp|#\d{1,6}|#x[0-9a-f]{1,5});", re.IGNORECASE)
ABSTRACT_BEGINS = re.compile(
    r"\s*(?:[<＜]正[>＞])?\s*(?:(?:[【\[［〔]\s*(?:内容)?(?:摘\s*要|提\s*要)\s*[】\]］〕]\s*[:：]?)|(?:内容)?(?:摘\s*要|提\s*要)\s*[:：])?\s*"
)
AFFILIATION = re.compile(r"(?:\[[\d,，;；\s*]*\]|[*＊])+$")
NAMES_APART = re.compile(r"[;；、\n]|\s+and(?:\s+|$)|(?<=\S)\s*%A\s+")
COMMA = re.compile(r"[,，]\s*")
BLANKS = re.compile(r"[ \t]+")
MAX_AUTHORS = 10_000
HAN = re.compile(r"[㐀-鿿豈-﫿\U00020000-\U0003ffff·]+")
TWO_CHARACTER_SURNAMES = re.compile(
    "欧阳|上官|司马|诸葛|司徒|夏侯|慕容|皇甫|尉迟|公孙|东方|令狐|长孙|宇文|端木|南宫|独孤|西门|申屠|呼延|轩辕|钟离|闾丘|拓跋|百里"
)


def plain(text: str) -> str:
    """Without marks of a web page and without what cannot be seen."""
    return without_junk(ENTITY.sub(lambda found: html.unescape(found[0]), MARKUP.sub("", text))).strip()


def as_line(text: str) -> str:
    """What a source wrapped, on one line again."""
    found = ""
    for part in filter(None, map(str.strip, plain(text).split("\n"))):
        found += part if not found or are_joined(found[-1], part[0]) else f" {part}"
    return BLANKS.sub(" ", found)


def as_abstract(text: str) -> str:
    """Without CNKI's <正> and without the word 摘要 before it; 【目的】 and its like stay."""
    lines = (BLANKS.sub(" ", line).strip() for line in plain(text).split("\n"))
    return ABSTRACT_BEGINS.sub("", "\n".join(filter(None, lines)), count=1)


def as_doi(text: str) -> str:
    """ValueError (Chinese) where it is none."""
    found = doi.bare(readers.line(as_line(text)))
    if found and not doi.is_doi(found):
        raise ValueError(doi.MALFORMED.rstrip("。"))
    return found


def doi_in(address: str) -> str | None:
    """The DOI that an address of doi.org or link.cnki.net resolves."""
    found = doi.bare(address)
    return found if found != address and doi.is_doi(found) else None


def as_published(text: str) -> PartialDate:
    """2024/03/15/, 2024-03-15 10:20, 2024年3月 …; ValueError where it is no date."""
    day = re.sub(r"[ T]\d{1,2}:\d{2}.*$", "", as_line(text))
    return PartialDate.parse(as_date(day.rstrip("/.-; ")))


def as_authors(text: str) -> list[str]:
    """张三;李四; or 张三, 李四 or 张, 三 (as Zotero parts a Chinese name); Smith, John stays whole."""
    if len(text) > MAX_AUTHORS:
        raise ValueError(f"超过 {MAX_AUTHORS} 字")
    names = (AFFILIATION.sub("", name.strip()) for name in NAMES_APART.split(BLANKS.sub(" ", plain(text))))
    return [found for name in names for found in _parted(as_line(name)) if found]


def _parted(name: str) -> list[str]:
    parts = [AFFILIATION.sub("", part).strip() for part in COMMA.split(name) if part.strip()]
    if len(parts) < 2 or not all(HAN.fullmatch(part) for part in parts):
        return [name.strip(" ,，")]
    if len(parts) == 2 and (
        len(parts[0]) == 1 or TWO_CHARACTER_SURNAMES.fullmatch(parts[0]) or len(parts[1]) == 1
    ):
        return ["".join(parts)]
    return parts
