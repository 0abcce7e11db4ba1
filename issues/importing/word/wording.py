"""Extracts the plain words of WordprocessingML elements: notes, headers, equations, diagrams."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from issues.importing.word.formulas import MATH, linear
from issues.importing.word.package import W
from issues.importing.word.styles import number, switch, value
from issues.richtext.foreign.symbols import symbol
from issues.richtext.superscripts import subscript, superscript

DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_WORDS = (W + "t", DRAWING + "t")
_SIGNS = {
    W + "tab": "\t",
    W + "ptab": "\t",
    W + "br": "\n",
    W + "cr": "\n",
    W + "noBreakHyphen": "-",
}
_LEFT_OUT = (W + "del", W + "moveFrom", W + "pPr", W + "rPr")


def words(element: Element) -> str:
    """The words, one paragraph a line, without tracked deletions."""
    return "".join(_pieces(element)).strip()


def deleted_words(element: Element) -> str:
    return "".join(part.text or "" for part in element.iter(W + "delText"))


def chosen(alternate: Element) -> list[Element]:
    """The branch of mc:AlternateContent that we read: never both, as they have the same content."""
    for branch in alternate:
        if branch.tag == COMPATIBILITY + "Choice" and (
            branch.find(f".//{W}txbxContent") is not None or branch.find(f".//{W}drawing") is not None
        ):
            return list(branch)
    branches = {branch.tag: list(branch) for branch in reversed(alternate)}
    return branches.get(COMPATIBILITY + "Fallback") or branches.get(COMPATIBILITY + "Choice") or []


def is_unfilled(control: Element) -> bool:
    """Whether a content control shows its prompt (单击此处输入文字), as nobody has written anything in it."""
    properties = control.find(W + "sdtPr")
    return switch(properties, "showingPlcHdr") or False


def _pieces(element: Element) -> Iterator[str]:
    if element.tag in _WORDS:
        yield element.text or ""
    elif element.tag in _SIGNS:
        yield _SIGNS[element.tag]
    elif element.tag == MATH + "oMath":
        yield linear(element)
    elif element.tag == W + "sym":
        yield _sign(element)
    elif element.tag == W + "r" and (height := _height(element)):
        yield (superscript if height > 0 else subscript)("".join(_within(element)))
    elif element.tag not in _LEFT_OUT:
        yield from _within(element)
        if element.tag in (W + "p", DRAWING + "p"):
            yield "\n"


def _within(element: Element) -> Iterator[str]:
    children = chosen(element) if element.tag == COMPATIBILITY + "AlternateContent" else element
    for child in children:
        yield from _pieces(child)


def _height(run: Element) -> int:
    """More than 0 for raised text, less for lowered."""
    properties = run.find(W + "rPr")
    named = value(properties, "vertAlign")
    return {"superscript": 1, "subscript": -1}.get(named, 0) or number(value(properties, "position")) or 0


def _sign(element: Element) -> str:
    try:
        return symbol(element.get(W + "font", ""), int(element.get(W + "char", ""), 16))
    except ValueError:
        return ""
