"""Writes list numbers other than 1. 2. 3. as text: a), II., 一、, or a list that begins at 3."""

import re
from collections.abc import Iterator
from dataclasses import replace

from issues.richtext.foreign.number_formats import formatted_number
from issues.richtext.tokens import Token
from issues.richtext.tree import Container, Paragraph, Run

_REVERSED = re.compile(r"\breversed\b", re.IGNORECASE)

_FORMS = {
    "1": "decimal",
    "a": "lowerLetter",
    "A": "upperLetter",
    "i": "lowerRoman",
    "I": "upperRoman",
    "decimal": "decimal",
    "decimal-leading-zero": "decimalZero",
    "lower-alpha": "lowerLetter",
    "lower-latin": "lowerLetter",
    "upper-alpha": "upperLetter",
    "upper-latin": "upperLetter",
    "lower-roman": "lowerRoman",
    "upper-roman": "upperRoman",
    "cjk-ideographic": "chineseCountingThousand",
    "simp-chinese-informal": "chineseCountingThousand",
    "trad-chinese-informal": "chineseCountingThousand",
    "cjk-decimal": "ideographDigital",
    "japanese-informal": "chineseCountingThousand",
    "simp-chinese-formal": "chineseLegalSimplified",
    "cjk-heavenly-stem": "ideographTraditional",
    "cjk-earthly-branch": "ideographZodiac",
    "none": "none",
}
"""The list styles of HTML and CSS, by their name in Word."""
_BULLETS = ("disc", "circle", "square")
_WITH_COMMA = ("chinese", "ideograph")


class Numbers:
    """The numbers of one list, as a browser shows them if no item is empty."""

    def __init__(self, listing: Token) -> None:
        form = listing.attribute("type") or "1"
        self._is_numbered = listing.name == "ol"
        self._has_bullets = form in _BULLETS
        self._form = _FORMS.get(form, "decimal")
        self._start = _number(listing.attribute("start"))
        self._step = -1 if _REVERSED.search(listing.attributes) else 1
        self._asked: dict[int, int | None] = {}

    def note(self, item: Container, token: Token) -> None:
        """Remembers the number that the tag of an item sets."""
        self._asked[id(item)] = _number(token.attribute("value"))

    def written_out(self, listing: Container) -> list[Container | Paragraph]:
        """`listing` itself if it is numbered 1. 2. 3.; otherwise its content, with the numbers as text."""
        if not self._is_numbered:
            return [listing]
        if self._has_bullets:
            return [replace(listing, name="ul")]
        items = listing.containers("li")
        numbers = list(self._numbers(items))
        if self._form == "decimal" and numbers == list(range(1, len(items) + 1)):
            return [listing]
        return [
            block
            for item, number in zip(items, numbers, strict=True)
            for block in _numbered(item, self._marker(number))
        ]

    def _numbers(self, items: list[Container]) -> Iterator[int]:
        first = len(items) if self._step < 0 else 1
        following = first if self._start is None else self._start
        for item in items:
            asked = self._asked.get(id(item))
            number = following if asked is None else asked
            yield number
            following = number + self._step

    def _marker(self, number: int) -> str:
        figure = formatted_number(number, self._form)
        return f"{figure}{'、' if self._form.startswith(_WITH_COMMA) else '. '}" if figure else ""


def _number(text: str | None) -> int | None:
    return int(text) if text and re.fullmatch(r"-?[0-9]{1,6}", text, re.ASCII) else None


def _numbered(item: Container, marker: str) -> list[Container | Paragraph]:
    first, *rest = item.children or [Paragraph()]
    if not isinstance(first, Paragraph):
        return [Paragraph([Run(marker.strip(), ())]), first, *rest] if marker else [first, *rest]
    runs = [Run(marker, ()), *first.runs] if marker else first.runs
    return [Paragraph(runs), *rest]
