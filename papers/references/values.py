"""Converts values of databases to ours. Removes only what is certainly no part of a value."""

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
BETWEEN_ADDRESSES = re.compile(r"[;；,，|\s]+(?=https?://|www\.)", re.IGNORECASE)


def as_line(text: str) -> str:
    """Joins the lines of a wrapped value."""
    return BLANKS.sub(" ", unwrapped(plain(text).split("\n")))


def unwrapped(lines: Iterable[str]) -> str:
    joined = ""
    for part in filter(None, map(str.strip, lines)):
        joined += part if not joined or are_joined(joined[-1], part[0]) else f" {part}"
    return joined


def as_abstract(text: str) -> str:
    """Without CNKI's <正> and without the word 摘要 before it; 【目的】 and its like stay."""
    lines = (BLANKS.sub(" ", line).strip() for line in plain(text).split("\n"))
    return ABSTRACT_BEGINS.sub("", "\n".join(filter(None, lines)), count=1)


def as_address(text: str) -> str:
    """Preserves every visible character: none of an address is markup."""
    return without_junk(unescaped(text)).strip()


def addresses(text: str) -> list[str]:
    """One address, or several that a database joined; text after an address is returned like one more."""
    address = as_address(text)
    if not ADDRESS.search(address):
        return [address]
    parts = [part.strip(";；,，") for part in BETWEEN_ADDRESSES.sub(" ", address).split()]
    return [part for part in parts if part]


def as_doi(text: str) -> str:
    """ValueError (Chinese) where it is none."""
    bare = doi.bare(readers.line(as_address(text)))
    if bare and not doi.is_doi(bare):
        raise ValueError(doi.MALFORMED.rstrip("。"))
    return bare


def doi_in(address: str) -> str | None:
    """The DOI that an address of doi.org or link.cnki.net resolves."""
    bare = doi.bare(address)
    return bare if bare != address and doi.is_doi(bare) else None


def as_published(text: str) -> PartialDate:
    """2024/03/15/, 2024-03-15 10:20, 2024年3月, 2024 Mar 15 …; ValueError where it is no date."""
    day = re.sub(r"[ T]\d{1,2}:\d{2}.*$", "", as_line(text)).rstrip("/.-;, ")
    english = next((match for pattern in IN_ENGLISH if (match := pattern.fullmatch(day))), None)
    return PartialDate.parse(_numbers(english) if english else as_date(day))


def year_in(text: str) -> PartialDate | None:
    """The year of dates such as “2024 Jan-Feb” and “2024 Spring”."""
    match = re.match(r"\s*((?:19|20)\d{2})(?!\d)", text)
    return PartialDate(int(match[1])) if match else None


def _numbers(match: re.Match[str]) -> str:
    parts = match.groupdict()
    month = f"{MONTHS[parts['month'].lower()]:02}"
    return "-".join(filter(None, (parts["year"], month, f"{int(parts['day']):02}" if parts["day"] else "")))
