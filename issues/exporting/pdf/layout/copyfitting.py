"""No last page with two lines on it: set a little tighter, most issues lose such a page."""

from collections.abc import Callable

import weasyprint

LONGEST = 40  # pages: a long issue is not laid out twice for the sake of one
NEARLY_EMPTY = 0.25  # of the page's text area
TIGHTER = ":root { --line: 24.5pt }"  # 27 lines to the page for 26


def fitted(
    lay_out: Callable[[list[weasyprint.CSS]], weasyprint.Document], tighter: weasyprint.CSS
) -> weasyprint.Document:
    """Lay out; where the last page is nearly empty try again, and keep whichever has fewer pages."""
    document = lay_out([])
    if not 3 <= len(document.pages) <= LONGEST or _fill(document.pages[-1]) > NEARLY_EMPTY:
        return document
    second = lay_out([tighter])
    return second if len(second.pages) < len(document.pages) else document


def _fill(page: weasyprint.Page) -> float:
    """How much of a page's height its content takes, from 0 to 1."""
    area = page._page_box
    (root,) = (child for child in area.children if child.element_tag == "html")
    return float(root.margin_height() / area.height)
