"""What stock tagged PDF lacks: header cells say what they head, running heads are artifacts, not content."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pydyf
from weasyprint.formatting_structure import boxes
from weasyprint.pdf import stream, tags

_stock_tree = tags._build_box_tree
_stock_marked = stream.Stream.marked


def install() -> None:
    tags._build_box_tree = build_box_tree
    stream.Stream.marked = marked


def mark_running_heads(document: Any) -> None:
    """Called between layout and drawing: a text box does not know by itself that it is in a margin."""
    for page in document.pages:
        for child in page._page_box.children:
            if isinstance(child, boxes.MarginBox):
                for box in child.descendants():
                    box.is_running_head = True


@contextmanager
def marked(self: Any, box: Any, tag: str) -> Iterator[None]:
    if self._tags is None:
        yield
    elif getattr(box, "is_running_head", False):
        with _within(self, "Artifact", {"Type": "/Pagination"}):
            yield
    else:
        with _stock_marked(self, box, tag), _spelt_out(self, box):
            yield


@contextmanager
def _spelt_out(self: Any, box: Any) -> Iterator[None]:
    """Spaced-out letters would be copied and read aloud with blanks between: say what the word is."""
    if not isinstance(box, boxes.TextBox) or box.style["letter_spacing"] in ("normal", 0):
        yield
        return
    with _within(self, "Span", {"ActualText": pydyf.String(box.text)}):
        yield


@contextmanager
def _within(self: Any, tag: str, properties: dict[str, Any]) -> Iterator[None]:
    """Marked content by pydyf's own methods: WeasyPrint's would enter it into the structure tree."""
    content: Any = super(stream.Stream, self)
    content.begin_marked_content(tag, pydyf.Dictionary(properties))
    try:
        yield
    finally:
        content.end_marked_content()


def build_box_tree(box: Any, parent: Any, *rest: Any) -> Iterator[Any]:
    if isinstance(box, boxes.MarginBox):
        return
    for element in _stock_tree(box, parent, *rest):
        if element.get("S") == "/TH" and "A" in element:
            element["A"]["Scope"] = _scope(box)
        yield element


def _scope(box: Any) -> str:
    scope = box.element.attrib.get("scope", "col") if box.element is not None else "col"
    return "/Row" if scope.startswith("row") else "/Column"
