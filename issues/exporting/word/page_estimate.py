"""On which page a bookmark probably is: what the guide shows until Word counts, where no PDF says it.

Heights follow from the styles and the number of characters; the result is seldom wrong by more than a page.
"""

import math
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from issues.exporting.word.looks import EM, Look
from issues.exporting.word.styles import look_of
from issues.exporting.word.xml import PER_POINT, Element, W

FRONT_HEIGHT, PAGE_HEIGHT = (297 - 22 - 16) / 25.4 * 72, (297 - 32 - 28) / 25.4 * 72
"""Of the text on the pages of the masthead and guide, and on the others, in points."""
MARGINS = 8.0
"""Left and right of a cell's text, or above and below it, in points."""
COMPANY = 2 * 25.5
"""A paragraph is not begun, and a heading not left, without two lines below."""


@dataclass(slots=True)
class Pages:
    """Pages of one height, filled from the top; `page` is the one that `used` points are taken of."""

    page: int
    page_height: float
    used: float = 0
    by_bookmark: dict[str, int] = field(default_factory=dict)

    def add(self, height: float, needed: float, bookmarks: Iterable[str]) -> None:
        """`needed`: how much of the height, and of what follows, has to stand on one page."""
        if self.used + needed > self.page_height:
            self.page, self.used = self.page + 1, 0
        self.by_bookmark |= dict.fromkeys(bookmarks, self.page)
        self.used += height
        while self.used > self.page_height:
            self.page, self.used = self.page + 1, self.used - self.page_height


def estimated_pages(front: Iterable[Element], main: Iterable[Element], width: int) -> dict[str, int]:
    """The page of each bookmark in `main`, which begins on a new page after the masthead and guide; `width` is that of the text
    in twips."""
    first = Pages(page=1, page_height=FRONT_HEIGHT)
    _fill(first, front, width)
    pages = Pages(page=first.page + 1, page_height=PAGE_HEIGHT)
    _fill(pages, main, width)
    return pages.by_bookmark


def _fill(pages: Pages, blocks: Iterable[Element], width: int) -> None:
    for block in blocks:
        if block.tag == f"{W}tbl":
            for row in block.iterfind(f"{W}tr"):
                height = _row_height(row)
                is_whole = row.find(f"{W}trPr/{W}cantSplit") is not None
                pages.add(height, height if is_whole else COMPANY, _bookmarks(row))
        elif block.tag == f"{W}p":
            look, height = _look(block), _paragraph_height(block, width / PER_POINT)
            needed = height + COMPANY if look.keeps_with_next else min(height, COMPANY)
            pages.add(height, needed, _bookmarks(block))


def _bookmarks(block: Element) -> Iterator[str]:
    return (mark.get(f"{W}name") for mark in block.iter(f"{W}bookmarkStart"))


def _row_height(row: Element) -> float:
    heights = [0.0]
    for cell in row.iterfind(f"{W}tc"):
        width = int(cell.find(f"{W}tcPr/{W}tcW").get(f"{W}w")) / PER_POINT - MARGINS
        heights.append(sum(_paragraph_height(paragraph, width) for paragraph in cell.iter(f"{W}p")))
    return max(heights) + MARGINS


def _paragraph_height(paragraph: Element, width: float) -> float:
    look = _look(paragraph)
    per_line = max(1, int((width - (look.left or 0)) / (look.size or EM)))
    text = "".join(text.text or "" for text in paragraph.iter(f"{W}t"))
    lines = max(1, math.ceil((_length(text) + (look.first or 0)) / per_line))
    return lines * look.line + look.before + look.after


def _length(text: str) -> float:
    """In ems: letters and figures take half of one."""
    return sum(1 if unicodedata.east_asian_width(sign) in "WFA" else 0.5 for sign in text)


def _look(paragraph: Element) -> Look:
    return look_of(paragraph.find(f"{W}pPr/{W}pStyle").get(f"{W}val"))
