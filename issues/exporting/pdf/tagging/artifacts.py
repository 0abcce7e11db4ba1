"""What is drawn and is not content: running heads, repeated table heads, leaders and ornaments."""

from collections.abc import Iterable
from typing import Any

from weasyprint.formatting_structure import boxes

from issues.exporting.pdf.tagging.walking import children_of

PAGINATION, LAYOUT = "Pagination", "Layout"


def mark(document: Any) -> None:
    """Set `artifact` on each text box that is none of the content; a box does not know by itself where it stands."""
    heads: set[Any] = set()
    for page in document.pages:
        for box in page._page_box.children:
            if isinstance(box, boxes.MarginBox):
                _exclude(box.descendants(), PAGINATION)
            else:
                _mark_below(box, heads)


def _mark_below(box: Any, heads: set[Any]) -> None:
    for child in children_of(box):
        if _is_repeated(child, heads):
            _exclude(child.descendants(), PAGINATION)
        elif child.is_leader or _is_ornament(child):
            _exclude(child.descendants(), LAYOUT)
        else:
            _mark_below(child, heads)


def _is_repeated(box: Any, heads: set[Any]) -> bool:
    """A table's head on each page of the table but the first. `heads` are the elements of those seen."""
    if not getattr(box, "is_header", False):
        return False
    is_repeated = box.element in heads
    heads.add(box.element)
    return is_repeated


def _is_ornament(box: Any) -> bool:
    """Generated text without a letter or a figure, as the rhombus in the guide. A list's bullets are its labels."""
    if not (box.element_tag or "").endswith(("::before", "::after")):
        return False
    texts = [part.text for part in box.descendants() if isinstance(part, boxes.TextBox)]
    return not any(letter.isalnum() for text in texts for letter in text)


def _exclude(parts: Iterable[Any], kind: str) -> None:
    for part in parts:
        part.artifact = kind
