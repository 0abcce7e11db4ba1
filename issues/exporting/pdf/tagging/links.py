"""Links: one rectangle a line, and a description that says where the link leads."""

from typing import Any
from xml.etree.ElementTree import Element

import pydyf

from issues.exporting.pdf.layout.character_classes import NO_HINTS

HEADINGS = ("h1", "h2", "h3", "h4")
LONGEST = 200  # characters of a description


def join(document: Any) -> None:
    """Stock WeasyPrint makes a link of each box within a link too, each leader's dot among them: leave the outermost."""
    for page in document.pages:
        page.links[:] = _outermost(page.links)


def _outermost(links: list[Any]) -> list[Any]:
    inner: set[Any] = set()
    for *_, box in links:
        if box not in inner:
            inner.update(part for part in box.descendants() if part is not box)
    return [link for link in links if link[-1] not in inner and _has_area(link[2])]


def _has_area(rectangle: tuple[float, float, float, float]) -> bool:
    """False for the empty end of a link before a line break."""
    left, top, right, bottom = rectangle
    return left < right and top < bottom


class Descriptions:
    """Of links within the document: the heading and the page that they lead to."""

    def __init__(self, document: Any) -> None:
        self._pages: dict[str, int] = {}
        for number, page in enumerate(document.pages, 1):
            for anchor in page.anchors:
                self._pages.setdefault(anchor, number)
        self._elements = {element.get("id"): element for element in _elements(document)}

    def describe(self, annotation: Any, link: Any) -> None:
        """`annotation` as WeasyPrint wrote it; `link` is the HTML element."""
        href = link.get("href", "")
        if "Dest" not in annotation:
            annotation["Contents"] = pydyf.String(href)
            return
        anchor = href.removeprefix("#")
        heading = _heading(self._elements.get(anchor)) or _plain(link)
        annotation["Contents"] = pydyf.String(f"{heading[:LONGEST]}，第{self._pages[anchor]}页")


def _elements(document: Any) -> Any:
    (html,) = (box for box in document.pages[0]._page_box.children if box.element_tag == "html")
    return html.element.iter()


def _heading(target: Element | None) -> str:
    if target is None:
        return ""
    headings = (element for element in target.iter() if element.tag in HEADINGS)
    return next(filter(None, map(_plain, headings)), "")


def _plain(element: Element) -> str:
    return " ".join("".join(element.itertext()).translate(NO_HINTS).split())
