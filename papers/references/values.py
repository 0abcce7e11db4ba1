"""Values as the databases export them, as we keep them. Careful: what is not surely dressing stays."""

import calendar
import re
from collections.abc import Iterable

from issues.document import values as readers
from issues.document.partial_date import PartialDate
from issues.fields.pasting import as_date
from issues.richtext.characters import are_joined, without_junk
from papers import doi
from papers.references.markup import plain, unescaped

_CHINESE = r"(?:内容|中文)?(?:摘\s*要|提\s*要|文\s*摘)"
ABSTRACT_BEGINS = re.compile(
    rf"\s*(?:[<＜]正[>＞])?\s*(?:(?:[【\[［〔]\s*(?:{_CHINESE}|abstract)\s*[】\]］〕]\s*[:：]?)"
    rf"|(?:{_CHINESE}|abstract)\s*[:：]|abstract[ \t]*\n"
    r"|abstract[ \t]+(?=(?-i:Background|Objective|Aim|Purpose|Introduction|[A-Z]{3,})s?\b))?\s*",
    re.IGNORECASE,
)
BLANKS = re.compile(r"[ \t]+")
MONTHS = {month.lower(): number for number, month in enumerate(calendar.month_abbr) if month}
_MONTH = rf"(?P<month>{'|'.join(MONTHS)})[a-z]*\.?"
IN_ENGLISH = (
    re.compile(rf"(?P<year>\d{{4}})[\s,/-]+{_MONTH}(?:[\s,/-]+(?P<day>\d{{1,2}}))?", re.IGNORECASE),
    re.compile(rf"(?:(?P<day>\d{{1,2}})[\s-]+)?{_MONTH}[\s,-]+(?P<year>\d{{4}})", re.IGNORECASE),
    re.compile(rf"{_MONTH}\s+(?P<day>\d{{1,2}}),?\s+(?P<year>\d{{4}})", re.IGNORECASE),
)
ADDRESS = re.compile(r"https?://|www\.", re.IGNORECASE)
ADDRESSES_APART = re.compile(r"[;；,，|\s]+(?=https?://|www\.)", re.IGNORECASE)


def as_line(text: str) -> str:
    """What a source wrapped, on one line again."""
    return BLANKS.sub(" ", unwrapped(plain(text).split("\n")))


def unwrapped(lines: Iterable[str]) -> str:
    found = ""
    for part in filter(None, map(str.strip, lines)):
        found += part if not found or are_joined(found[-1], part[0]) else f" {part}"
    return found


def as_abstract(text: str) -> str:
    """Without CNKI's <正> and without the word 摘要 before it; 【目的】 and its like stay."""
    lines = (BLANKS.sub(" ", line).strip() for line in plain(text).split("\n"))
    return ABSTRACT_BEGINS.sub("", "\n".join(filter(None, lines)), count=1)


def as_address(text: str) -> str:
    """As it stands: not a character of an address is a mark of anything."""
    return without_junk(unescaped(text)).strip()


def addresses(text: str) -> list[str]:
    """One, or those that a database joined; what stands behind one is given as another."""
    address = as_address(text)
    if not ADDRESS.search(address):
        return [address]
    found = [part.strip(";；,，") for part in ADDRESSES_APART.sub(" ", address).split()]
    return [part for part in found if part]


def as_doi(text: str) -> str:
    """ValueError (Chinese) where it is none."""
    found = doi.bare(readers.line(as_address(text)))
    if found and not doi.is_doi(found):
        raise ValueError(doi.MALFORMED.rstrip("。"))
    return found


def doi_in(address: str) -> str | None:
    """The DOI that an address of doi.org or link.cnki.net resolves."""
    found = doi.bare(address)
    return found if found != address and doi.is_doi(found) else None


def as_published(text: str) -> PartialDate:
    """2024/03/15/, 2024-03-15 10:20, 2024年3月, 2024 Mar 15 …; ValueError where it is no date."""
    day = re.sub(r"[ T]\d{1,2}:\d{2}.*$", "", as_line(text)).rstrip("/.-;, ")
    english = next((found for pattern in IN_ENGLISH if (found := pattern.fullmatch(day))), None)
    return PartialDate.parse(_numbers(english) if english else as_date(day))


def year_in(text: str) -> PartialDate | None:
    """What is sure of “2024 Jan-Feb” and “2024 Spring”."""
    found = re.match(r"\s*((?:19|20)\d{2})(?!\d)", text)
    return PartialDate(int(found[1])) if found else None


def _numbers(found: re.Match[str]) -> str:
    parts = found.groupdict()
    month = f"{MONTHS[parts['month'].lower()]:02}"
    return "-".join(filter(None, (parts["year"], month, f"{int(parts['day']):02}" if parts["day"] else "")))
