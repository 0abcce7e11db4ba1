"""Finds dates in Chinese text."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from issues.document.partial_date import PartialDate
from issues.importing.recognising.text.numerals import CHINESE, number_of

_NUMBER = rf"[0-9]{{1,2}}|[{CHINESE}]{{1,3}}"
_YEAR = rf"(?:[0-9]{{4}}|[{CHINESE}]{{4}})"
_DATE = re.compile(
    rf"(?:(?P<year>{_YEAR})\s*年\s*)?(?P<month>{_NUMBER})\s*月\s*(?:(?P<day>{_NUMBER})\s*[日号])?"
    rf"|(?P<y>[0-9]{{4}})\s*[-./]\s*(?P<m>[0-9]{{1,2}})(?:\s*[-./]\s*(?P<d>[0-9]{{1,2}}))?(?![0-9])"
)
_YEARS = re.compile(r"(?<![0-9])((?:19|20)[0-9]{2})\s*年")


@dataclass(frozen=True, slots=True)
class DateInText:
    date: PartialDate
    start: int
    end: int


def dates_in(text: str, *, issued: date | None = None) -> Iterator[DateInText]:
    """The dates in `text` in reading order. A month without a year is the last such month up to `issued`; without
    `issued` it is no date."""
    for match in _DATE.finditer(_plain(text)):
        year = number_of(match["year"] or match["y"] or "")
        month, day = (
            number_of(match["month"] or match["m"]) or 0,
            number_of(match["day"] or match["d"] or "0") or 0,
        )
        if year is None and issued is not None:
            year = issued.year - (month > issued.month)
        try:
            partial = PartialDate(year or 0, month, day)
        except ValueError:
            continue
        if month and 1900 <= partial.year <= 2200:
            yield DateInText(partial, match.start(), match.end())


def full_date_in(text: str) -> tuple[date, int, int] | None:
    """The first date with a day, and where it begins and ends."""
    for dated in dates_in(text):
        if dated.date.day:
            return date(dated.date.year, dated.date.month, dated.date.day), dated.start, dated.end
    return None


def years_in(text: str) -> list[int]:
    return [int(year) for year in _YEARS.findall(_plain(text))]


def _plain(text: str) -> str:
    """Digits of one width. The length is unchanged, so that indexes are valid in `text` too."""
    return "".join(_narrow(character) for character in text)


def _narrow(character: str) -> str:
    if "０" <= character <= "９":
        return unicodedata.normalize("NFKC", character)
    return "-" if character == "－" else "." if character == "．" else character
