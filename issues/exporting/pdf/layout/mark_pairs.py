"""Doubled punctuation of which one mark is in another element: the layout, which looks at texts, sees only one of them."""

from collections.abc import Iterator
from itertools import pairwise
from xml.etree.ElementTree import Element

from issues.exporting.pdf.layout.character_classes import CLOSING, OPENING

HALF = "half"
"""The class of a mark that the stylesheet sets by `halt`, because the other one is in another element."""
INLINE = {"a", "strong", "b", "em", "i", "span", "u", "s", "sub", "sup"}


def close_up_elements(root: Element) -> None:
    """Halves the marks whose neighbour is in another element: `<strong>“甲”</strong>，`."""
    halved = []
    for (element, part, text), (element_after, part_after, following) in pairwise(_texts(root)):
        if not text or not following:
            continue
        if text[-1] in CLOSING and following[0] in CLOSING + OPENING:
            halved.append((element, part, len(text) - 1))
        elif text[-1] in OPENING and following[0] in OPENING:
            halved.append((element_after, part_after, 0))
    parents = {child: parent for parent in root.iter() for child in parent} if halved else {}
    for element, part, at in reversed(halved):
        _set_apart(element if part == "text" else parents[element], element, part, at)


def _texts(element: Element) -> Iterator[tuple[Element, str, str]]:
    """Each text with where it is: its element, and `text` or `tail`. An empty one stands for the edge of a block."""
    is_inline = element.tag in INLINE
    if not is_inline:
        yield element, "", ""
    if element.text:
        yield element, "text", element.text
    for child in element:
        yield from _texts(child)
        if child.tail:
            yield child, "tail", child.tail
    if not is_inline:
        yield element, "", ""


def _set_apart(holder: Element, element: Element, part: str, at: int) -> None:
    """Puts the mark at `at` of a text into an element of its own. `holder` is the element in which the text stands."""
    text = getattr(element, part)
    mark = Element("span", {"class": HALF})
    mark.text, mark.tail = text[at], text[at + 1 :]
    setattr(element, part, text[:at])
    holder.insert(0 if part == "text" else list(holder).index(element) + 1, mark)
