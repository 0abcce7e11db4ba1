"""Crohn’s: within a Latin word U+2019 is an apostrophe, and Chinese fonts draw it as wide as a character.

The same font has a narrow one, which the stylesheet asks for on span.apostrophe.
"""

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from issues.exporting.pdf.texts import divide_texts

APOSTROPHE = re.compile("(?<=[A-Za-z])’(?=[A-Za-z])")


def narrow(root: Element) -> None:
    divide_texts(root, _split)


def _split(text: str | None) -> tuple[str | None, list[Element]]:
    """The text before the first apostrophe, and a span with its following text for each apostrophe."""
    if not text or "’" not in text:
        return text, []
    first, *others = APOSTROPHE.split(text)
    return first, list(_spans(others))


def _spans(texts: list[str]) -> Iterator[Element]:
    for text in texts:
        span = Element("span", {"class": "apostrophe"})
        span.text, span.tail = "’", text
        yield span
