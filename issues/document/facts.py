"""What an entry knows of itself beside its heading and text, and which of that its text does not say."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from issues.document.partial_date import PartialDate

BRACKETS = str.maketrans("〈〉［］[]﹝﹞", "《》〔〕〔〕〔〕")
"""Texts print 《…〈…〉…》 for a title within a title, and 文号 with whatever bracket was at hand."""


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
        """All of it stands in `text`; a day without its year is one of `year`, that of the issue."""
        told = _plain(text)
        return all(
            _tells_date(told, value, year) if isinstance(value, PartialDate) else _plain(value) in told
            for value in self.values
        )


def known_facts(*rows: tuple[Any, ...]) -> tuple[Fact, ...]:
    """(label, one value or a tuple of values[, url]) for each, without those that are unknown."""
    return tuple(_facts(rows))


def _facts(rows: tuple[tuple[Any, ...], ...]) -> Iterator[Fact]:
    for label, value, *url in rows:
        values = value if isinstance(value, tuple) else (value,)
        if told := tuple(v for v in values if v):
            yield Fact(label, told, *url)


def _plain(text: str) -> str:
    return re.sub(r"\s+", "", text).translate(BRACKETS)


def _tells_date(text: str, value: PartialDate, year: int) -> bool:
    if value.in_chinese in text or str(value) in text:
        return True
    day = value.in_chinese.removeprefix(f"{value.year}年")
    return value.year == year and bool(day) and re.search(rf"(?<![年\d]){day}", text) is not None
