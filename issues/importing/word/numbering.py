"""Computes the numbers that automatic numbering prints before paragraphs, counting as Word does."""

import re
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from issues.importing.word.package import W
from issues.importing.word.styles import Styles, number, switch, value
from issues.richtext.foreign.number_formats import formatted_number
from issues.richtext.foreign.symbols import FONTS, PRIVATE, symbol

LEVELS = 9
MAX_TEXT = 255
"""Characters of the format, around the numbers."""
BULLET = "•"


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    start: int
    form: str
    text: str
    style: str
    font: str
    restart: int | None
    """The level (from 1) that restarts this one; 0: none; None: any level above."""
    is_legal: bool
    """Whether levels above are printed in Arabic numerals, whatever their own format."""


@dataclass(slots=True, kw_only=True)
class Num:
    """A numbering that paragraphs refer to. Those with the same definition share their counts."""

    abstract: str
    levels: dict[int, Level]
    starts: dict[int, int]
    begun: set[int] = field(default_factory=set)


class Numbering:
    def __init__(self, root: Element | None, styles: Styles) -> None:
        elements = [] if root is None else list(root)
        self._styles = styles
        self._abstracts = {
            element.get(W + "abstractNumId", ""): element
            for element in elements
            if element.tag == W + "abstractNum"
        }
        self._numbers = {
            element.get(W + "numId", ""): element for element in elements if element.tag == W + "num"
        }
        self._read: dict[str, Num | None] = {}
        self._counts: dict[str, dict[int, int]] = {}

    def next(self, *, num_id: str, ilvl: str, style: str) -> tuple[str, int]:
        """Returns what is printed before the next paragraph with this numbering, and the depth of its list."""
        num = self._num(num_id)
        if num is None:
            return "", 0
        depth = number(ilvl)
        if depth is None:
            depth = next((depth for depth, level in num.levels.items() if style and level.style == style), 0)
        if depth not in num.levels:
            return "", 0
        self._advance(num, depth)
        text = self._text(num, depth)
        return text, depth + 1 if text else 0

    def _advance(self, num: Num, depth: int) -> None:
        counts = self._counts.setdefault(num.abstract, {})
        if depth in num.starts and depth not in num.begun:
            counts[depth] = num.starts[depth]
        else:
            counts[depth] = counts[depth] + 1 if depth in counts else self._start(num, depth)
        num.begun.add(depth)
        for below in [below for below in counts if below > depth]:
            level = num.levels.get(below)
            if level is None or level.restart is None or 0 < depth + 1 <= level.restart:
                del counts[below]

    def _start(self, num: Num, depth: int) -> int:
        return num.starts.get(depth, num.levels[depth].start)

    def _text(self, num: Num, depth: int) -> str:
        level, counts = num.levels[depth], self._counts[num.abstract]
        if level.form == "bullet":
            return _bullet(level)

        def figure(match: re.Match[str]) -> str:
            other = int(match[1]) - 1
            if other > depth or other not in num.levels:
                return ""
            form = "decimal" if level.is_legal and other < depth else num.levels[other].form
            return formatted_number(counts.setdefault(other, self._start(num, other)), form)

        return re.sub(r"%([1-9])", figure, level.text).strip()

    def _num(self, num_id: str) -> Num | None:
        if num_id not in self._read:
            element = self._numbers.get(num_id)
            self._read[num_id] = None if element is None else self._read_num(element)
        return self._read[num_id]

    def _read_num(self, element: Element) -> Num | None:
        abstract = self._linked(value(element, "abstractNumId"))
        if abstract not in self._abstracts:
            return None
        levels = _levels(self._abstracts[abstract])
        starts: dict[int, int] = {}
        for override in element.findall(W + "lvlOverride"):
            depth = number(override.get(W + "ilvl", ""))
            if depth is None:
                continue
            levels |= _levels(override)
            start = number(value(override, "startOverride"))
            if start is not None:
                starts[depth] = start
        return Num(abstract=abstract, levels=levels, starts=starts)

    def _linked(self, abstract: str) -> str:
        """The actual definition, where this one only refers to a style."""
        for _ in range(LEVELS):
            link = value(self._abstracts.get(abstract), "numStyleLink")
            if not link:
                break
            abstract = value(self._numbers.get(self._styles.num_id(link)), "abstractNumId")
        return abstract


def _levels(parent: Element) -> dict[int, Level]:
    levels = {}
    for element in parent.findall(W + "lvl"):
        depth = number(element.get(W + "ilvl", "0"))
        if depth is not None and 0 <= depth < LEVELS:
            levels[depth] = _level(element)
    return levels


def _level(element: Element) -> Level:
    fonts = element.find(f"{W}rPr/{W}rFonts")
    start = number(value(element, "start"))
    return Level(
        start=1 if start is None else start,
        form=value(element, "numFmt") or "decimal",
        text=value(element, "lvlText")[:MAX_TEXT],
        style=value(element, "pStyle"),
        font="" if fonts is None else fonts.get(W + "ascii", ""),
        restart=number(value(element, "lvlRestart")),
        is_legal=bool(switch(element, "isLgl")),
    )


def _bullet(level: Level) -> str:
    """Signs of a symbol font are coded as letters or in Unicode's private area; the font decides what they look like."""
    sign = level.text.strip()
    if not sign:
        return BULLET if level.text else ""
    if ord(sign[0]) in PRIVATE:
        return symbol(level.font, ord(sign[0])) or BULLET
    return symbol(level.font, ord(sign)) or sign if level.font in FONTS and len(sign) == 1 else sign
