"""No last page with a few lines on it: set a little tighter, most issues lose such a page."""

from collections.abc import Callable
from itertools import takewhile
from typing import Any

import weasyprint
from weasyprint.formatting_structure.boxes import LineBox, TableBox

from issues.exporting.pdf.layout.line_grid import grid

TIGHTER = ":root { --line: 24.5pt }"
LINES = 27
"""On a tighter page, where the usual one has 26."""
NEARLY_EMPTY = 0.25  # of the page's text area
LONGEST = 40  # pages: a long issue is not laid out twice for the sake of one


def fitted(
    lay_out: Callable[[list[weasyprint.CSS]], weasyprint.Document], tighter: weasyprint.CSS
) -> weasyprint.Document:
    """Lay out; where the lines of a nearly empty last page would find room on the pages before, set them tighter, and keep
    whichever has fewer pages."""
    document = lay_out([])
    if not 3 <= len(document.pages) <= LONGEST or not _may_lose_its_last_page(document):
        return document
    second = lay_out([tighter])
    return second if len(second.pages) < len(document.pages) else document


def _may_lose_its_last_page(document: weasyprint.Document) -> bool:
    """Each tighter page of text takes one line more. Before a table that mostly wins nothing, as its rows break elsewhere."""
    *pages, last = document.pages
    after_tables = list(takewhile(lambda page: not _has_table(page), reversed(pages)))
    left = _fill(last) * (LINES - 1)
    return _fill(last) <= NEARLY_EMPTY and left <= sum(map(_text_lines, after_tables)) / LINES


def _has_table(page: weasyprint.Page) -> bool:
    return any(isinstance(box, TableBox) for box in _root(page).descendants())


def _text_lines(page: weasyprint.Page) -> int:
    return sum(_is_on_grid(box) for box in _root(page).descendants())


def _is_on_grid(box: Any) -> bool:
    return isinstance(box, LineBox) and abs(box.height - grid.line) < 0.1


def _fill(page: weasyprint.Page) -> float:
    """How much of a page's height its content takes, from 0 to 1."""
    return float(_root(page).margin_height() / page._page_box.height)


def _root(page: weasyprint.Page) -> Any:
    (root,) = (child for child in page._page_box.children if child.element_tag == "html")
    return root
