"""Doubled punctuation set as one and a half characters: ”， 。（ （《.

A full-width mark fills half of its square. Where two meet, the blank between them is a hole in the line: of two marks
the one with its blank inside is set by the font's own half-width form (OpenType `halt`), which changes the advance and
not the character, so that copied text stays as it was.

Source: W3C, Requirements for Chinese Text Layout, 3.1.6.
"""

import re
from collections.abc import Iterator
from typing import Any

from weasyprint.text import line_break
from weasyprint.text.ffi import ffi, pango

from issues.exporting.pdf.layout.character_classes import CLOSING, INVISIBLE, OPENING

HALVED = re.compile(f"[{CLOSING}](?=[{INVISIBLE}]*[{CLOSING}{OPENING}])|(?<=[{OPENING}])[{OPENING}]")
HALF_WIDTH = b"halt=1"

ffi.cdef("PangoAttrList* pango_attr_list_copy(PangoAttrList* list);")

_stock_set_text = line_break.Layout.set_text


def install() -> None:
    line_break.Layout.set_text = set_text


def set_text(self: Any, text: str, justify: bool = False) -> None:
    """A layout is given several texts, one after the other: the marks of the last one are full again in the next."""
    layout, unhalved = getattr(self, "before_halving", (None, None))
    if layout is self.layout:
        pango.pango_layout_set_attributes(layout, unhalved)
    _stock_set_text(self, text, justify)
    if halved := list(_byte_ranges(self.text)):
        self.before_halving = (self.layout, _set_half_width(self.layout, halved))


def _byte_ranges(text: str) -> Iterator[tuple[int, int]]:
    """Where in the UTF-8 text the halved marks begin and end."""
    for mark in HALVED.finditer(text):
        start = len(text[: mark.start()].encode())
        yield start, start + len(mark[0].encode())


def _set_half_width(layout: Any, ranges: list[tuple[int, int]]) -> Any:
    """Returns a copy of the layout's attributes as they were: its own are freed when it is given others."""
    unhalved, changed = (_copy(pango.pango_layout_get_attributes(layout)) for _ in range(2))
    for start, end in ranges:
        attribute = pango.pango_attr_font_features_new(HALF_WIDTH)
        attribute.start_index, attribute.end_index = start, end
        pango.pango_attr_list_insert(changed, attribute)
    pango.pango_layout_set_attributes(layout, changed)
    return unhalved


def _copy(attributes: Any) -> Any:
    new = pango.pango_attr_list_copy(attributes) if attributes != ffi.NULL else pango.pango_attr_list_new()
    return ffi.gc(new, pango.pango_attr_list_unref)
