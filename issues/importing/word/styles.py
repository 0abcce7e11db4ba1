"""Reads the styles of a document: names, heading levels, numbering, bold. A style inherits along basedOn."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from issues.importing.word.package import W

_HEADING = re.compile(r"(?:heading|标题|標題)\s*([1-9])", re.IGNORECASE)
_OFF = ("0", "false", "off", "none")
MAX_ANCESTORS = 50
"""Word itself allows eleven."""
BODY_LEVEL = 9
"""The outline level of body text."""


def value(parent: Element | None, name: str) -> str:
    """The w:val of a child, "" if there is none."""
    child = None if parent is None else parent.find(W + name)
    return "" if child is None else child.get(W + "val", "")


def switch(parent: Element | None, name: str) -> bool | None:
    """An on-off property; None where it is not mentioned."""
    child = None if parent is None else parent.find(W + name)
    return None if child is None else child.get(W + "val", "1").lower() not in _OFF


def number(text: str) -> int | None:
    return int(text) if re.fullmatch(r"-?[0-9]{1,9}", text, re.ASCII) else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    id: str
    name: str
    kind: str
    based_on: str
    outline: int | None
    num_id: str
    ilvl: str
    is_bold: bool | None
    is_hidden: bool | None
    run: Element | None


class Styles:
    def __init__(self, root: Element | None) -> None:
        self._styles: dict[str, Style] = {}
        for element in () if root is None else root.iter(W + "style"):
            self._styles.setdefault(element.get(W + "styleId", ""), _style(element))

    def name(self, style: str) -> str:
        known = self._styles.get(style)
        return known.name if known else ""

    def kind(self, style: str) -> str:
        return self._styles[style].kind

    def level(self, style: str) -> int:
        """Of a heading, 0 for other text."""
        for ancestor in self._ancestry(style):
            if heading := _HEADING.fullmatch(ancestor.name):
                return int(heading[1])
            if ancestor.outline is not None:
                return level_of(ancestor.outline)
        return 0

    def numbering(self, style: str) -> tuple[str, str, str]:
        """numId, ilvl and the style that defines them; "" where none does."""
        for ancestor in self._ancestry(style):
            if ancestor.num_id:
                return ancestor.num_id, ancestor.ilvl, ancestor.id
        return "", "", ""

    def num_id(self, style: str) -> str:
        known = self._styles.get(style)
        return known.num_id if known else ""

    def is_bold(self, style: str) -> bool:
        return bool(
            next(
                (ancestor.is_bold for ancestor in self._ancestry(style) if ancestor.is_bold is not None),
                False,
            )
        )

    def is_hidden(self, style: str) -> bool:
        return bool(
            next(
                (ancestor.is_hidden for ancestor in self._ancestry(style) if ancestor.is_hidden is not None),
                False,
            )
        )

    def is_set(self, style: str, name: str) -> bool:
        """Whether a character style switches on a property of its runs."""
        values = (switch(ancestor.run, name) for ancestor in self._ancestry(style))
        return bool(next((value for value in values if value is not None), False))

    def inherited(self, style: str, name: str) -> str:
        """The value of a property of its runs, "" for none."""
        return next(filter(None, (value(ancestor.run, name) for ancestor in self._ancestry(style))), "")

    def _ancestry(self, style: str) -> Iterator[Style]:
        seen: set[str] = set()
        while style in self._styles and style not in seen and len(seen) < MAX_ANCESTORS:
            seen.add(style)
            yield self._styles[style]
            style = self._styles[style].based_on


def level_of(outline: int) -> int:
    return outline + 1 if 0 <= outline < BODY_LEVEL else 0


def _style(element: Element) -> Style:
    paragraph, run = element.find(W + "pPr"), element.find(W + "rPr")
    numbered = None if paragraph is None else paragraph.find(W + "numPr")
    return Style(
        id=element.get(W + "styleId", ""),
        name=value(element, "name"),
        kind=element.get(W + "type", ""),
        based_on=value(element, "basedOn"),
        outline=number(value(paragraph, "outlineLvl")),
        num_id=value(numbered, "numId"),
        ilvl=value(numbered, "ilvl"),
        is_bold=switch(run, "b"),
        is_hidden=switch(run, "vanish"),
        run=run,
    )
