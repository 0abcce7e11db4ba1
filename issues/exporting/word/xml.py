"""Elements of WordprocessingML. Word is strict about the order of children: who builds one gives them in order."""

from collections.abc import Iterable
from typing import Any

from docx.oxml.ns import nsmap
from docx.oxml.parser import oxml_parser

Element = Any
"""An element of lxml, which ships no types."""
W, R = f"{{{nsmap['w']}}}", f"{{{nsmap['r']}}}"
SPACE = "{http://www.w3.org/XML/1998/namespace}space"
PER_MM, PER_POINT = 1440 / 25.4, 20
TEXT_WIDTH = 32 * 14 * PER_POINT
"""Twips: 32 characters of 14 points, the grid of print."""
MAX_MARK = 1_000_000


def w(tag: str, *children: Element | None, **attributes: object) -> Element:
    """<w:tag w:attribute="…">; `None` among the children stands for nothing."""
    element = oxml_parser.makeelement(W + tag, {W + key: str(value) for key, value in attributes.items()})
    element.extend(child for child in children if child is not None)
    return element


def mm(length: float) -> int:
    return round(length * PER_MM)


def points(length: float) -> int:
    return round(length * PER_POINT)


def run(text: str, style: str = "", *properties: Element) -> Element:
    """`style` is an id; a tab and a line break within the text become Word's own."""
    asked = [w("rStyle", val=style)] if style else []
    element = w("r", w("rPr", *asked, *properties) if asked or properties else None)
    element.extend(_pieces(text))
    return element


def _pieces(text: str) -> Iterable[Element]:
    for number, line in enumerate(text.split("\n")):
        if number:
            yield w("br")
        for place, words in enumerate(line.split("\t")):
            if place:
                yield w("tab")
            if words:
                piece = w("t")
                piece.text, piece.attrib[SPACE] = words, "preserve"
                yield piece


def paragraph(style: str, *content: Element, properties: Iterable[Element] = ()) -> Element:
    """`style` is an id; `properties` follow it in the order of the schema."""
    return w("p", w("pPr", w("pStyle", val=style), *properties), *content)


def field(instruction: str, shown: str, style: str = "", *, is_dirty: bool = False) -> list[Element]:
    """A field whose value Word computes; `shown` is the text until it does. `is_dirty`: it is computed on opening."""
    code = w("instrText")
    code.text, code.attrib[SPACE] = f" {instruction} ", "preserve"
    return [
        w("r", w("fldChar", fldCharType="begin", **({"dirty": "true"} if is_dirty else {}))),
        w("r", code),
        w("r", w("fldChar", fldCharType="separate")),
        run(shown, style),
        w("r", w("fldChar", fldCharType="end")),
    ]
