"""Facts: the metadata of an entry besides heading and text, and the check whether the text states them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from issues.document.partial_date import PartialDate

BRACKETS = str.maketrans("〈〉［］[]﹝﹞", "《》〔〕〔〕〔〕")
"""Makes brackets equal: texts print 《…〈…〉…》 for a title within a title, and document numbers with various brackets."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of an entry's metadata; `url` makes it a link."""

    label: str
    values: tuple[str | PartialDate, ...]
    url: str = ""

    @property
    def text(self) -> str:
        return "、".join(v.in_chinese if isinstance(v, PartialDate) else v for v in self.values)

    def is_stated_in(self, text: str, *, year: int) -> bool:
        """Whether `text` contains all values; a date without a year belongs to `year`, that of the issue."""
        plain = _plain(text)
        return all(
            _states_date(plain, value, year) if isinstance(value, PartialDate) else _plain(value) in plain
            for value in self.values
        )


def known_facts(*rows: tuple[Any, ...]) -> tuple[Fact, ...]:
    """Facts from rows of (label, one value or a tuple of values[, url]); empty values are left out."""
    return tuple(_facts(rows))


def _facts(rows: tuple[tuple[Any, ...], ...]) -> Iterator[Fact]:
    for label, value, *url in rows:
        values = value if isinstance(value, tuple) else (value,)
        if given := tuple(v for v in values if v):
            yield Fact(label, given, *url)


def _plain(text: str) -> str:
    return re.sub(r"\s+", "", text).translate(BRACKETS)


def _states_date(text: str, value: PartialDate, year: int) -> bool:
    if value.in_chinese in text or str(value) in text:
        return True
    day = value.in_chinese.removeprefix(f"{value.year}年")
    return value.year == year and bool(day) and re.search(rf"(?<![年\d]){day}", text) is not None
