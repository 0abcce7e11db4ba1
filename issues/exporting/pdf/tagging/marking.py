"""Marked content in the page streams: a number for each text box of the content, and what its letters stand for."""

import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pydyf
from weasyprint.formatting_structure import boxes
from weasyprint.pdf import stream

from issues.exporting.pdf.layout.character_classes import NO_HINTS


@contextmanager
def marked(self: Any, box: Any, tag: str) -> Iterator[None]:
    """Replaces `Stream.marked`: the numbers go to `tree`, which finds them by their boxes."""
    if self._tags is None:
        yield
    elif kind := _artifact(box):
        with _within(self, "Artifact", {"Type": f"/{kind}"}):
            yield
    else:
        number = self._tags[box] = len(self._tags)
        with _within(self, tag, {"MCID": number}), _spelt_out(self, box):
            yield


def _artifact(box: Any) -> str | None:
    """An image with an empty description is decoration."""
    if isinstance(box, boxes.ReplacedBox) and box.element is not None and not box.element.get("alt"):
        return "Layout"
    return getattr(box, "artifact", None)


@contextmanager
def _spelt_out(self: Any, box: Any) -> Iterator[None]:
    """Says what the text is where it could not be read from the glyphs. Only after drawing is it known which are missing."""
    start = len(self.stream)
    yield
    if isinstance(box, boxes.TextBox) and (_is_spaced(box) or _is_private(box) or _lacks_glyphs(self, box)):
        properties = pydyf.Dictionary({"ActualText": pydyf.String(box.text.translate(NO_HINTS))})
        self.stream[start:start] = ["/Span", properties, b"BDC"]
        super(stream.Stream, self).end_marked_content()


def _is_spaced(box: Any) -> bool:
    """Spaced-out letters would be copied and read aloud with blanks between them."""
    return box.style["letter_spacing"] not in ("normal", 0)


def _is_private(box: Any) -> bool:
    """PDF/A-3a asks for it where a letter is from the Private Use Area, which some fonts draw."""
    return any(unicodedata.category(letter) == "Co" for letter in box.text if letter > "\ud7ff")


def _lacks_glyphs(self: Any, box: Any) -> bool:
    """All missing glyphs of a font are one, which would be copied as the first of them."""
    missing = [font.missing for font in self._fonts.values() if font.missing]
    return any(ord(letter) in codes for codes in missing for letter in box.text)


@contextmanager
def _within(self: Any, tag: str, properties: dict[str, Any]) -> Iterator[None]:
    content: Any = super(stream.Stream, self)
    content.begin_marked_content(tag, pydyf.Dictionary(properties))
    try:
        yield
    finally:
        content.end_marked_content()
