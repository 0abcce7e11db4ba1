"""Writes an issue as plain text or Markdown: renders the web page's own partials and writes their HTML block by block.

So both have what the page has, in its order, and a new kind of entry needs nothing but its partial.
"""

import re
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator
from typing import Any

from django.template.loader import render_to_string
from lxml.html import HtmlElement, fragment_fromstring

from issues.document import Document
from issues.exporting.page_context import page_context
from issues.exporting.plain_grid import Grid, grid_of

HEADINGS = {f"h{level}": level for level in range(1, 7)}
LISTS = ("ul", "ol")
CONTAINERS = {"article", "details", "div", "footer", "header", "li", "nav", "section"}
BLOCKS = CONTAINERS | {"p", "table", *HEADINGS, *LISTS}
TABLE_PARTS = ("table", "thead", "tbody", "tr", "td", "th")
_BLANKS = re.compile(r"[ \t\n\r\f\xa0]+")


def plain_page(document: Document, *, is_draft: bool = False) -> HtmlElement:
    """Masthead, guide, sections and colophon. The annexes of a draft have no address yet."""
    html = render_to_string("exports/plain_page.html", page_context(document, is_draft=is_draft))
    return fragment_fromstring(html, create_parent="div")


class BlockWriter(ABC):
    """Writes blocks one after another. The subclass of a format defines what they look like."""

    line_break: str
    """Between the lines of a paragraph."""
    cell_break: str
    """Between the lines of a cell."""
    item_gap: str
    """Between the blocks of one item of a list."""
    list_gap: str = ""
    """A block to stand between two lists that would otherwise run into one."""

    def write(self, page: HtmlElement) -> str:
        return "\n\n".join(self.blocks(page)) + "\n"

    def blocks(self, container: HtmlElement) -> Iterator[str]:
        """The blocks of `container` as text, without the empty ones."""
        before = ""
        for tag, block in self._tagged(container):
            if block and self.list_gap and tag in LISTS and tag == before:
                yield self.list_gap
            if block:
                yield block
                before = tag

    def inline(self, pieces: Iterable[Any]) -> str:
        written = ""
        for piece in pieces:
            if isinstance(piece, str):
                written += self.escape(_BLANKS.sub(" ", piece))
            elif piece.tag == "br":
                written += self.line_break
            elif piece.tag == "a" and not (href := piece.get("href", "")).startswith("#"):
                written += self.link(self.inline(_pieces(piece)), href, piece.text_content())
            else:
                written += self.marked(piece.tag, self.inline(_pieces(piece)), written[-1:])
        return written

    @abstractmethod
    def escape(self, text: str) -> str: ...

    @abstractmethod
    def marked(self, tag: str, inner: str, before: str) -> str:
        """`inner` in bold and so on. `before` is the character that was written last, "" at the start."""

    @abstractmethod
    def link(self, inner: str, href: str, text: str) -> str:
        """`inner` is `text` in this format."""

    @abstractmethod
    def heading(self, level: int, text: str) -> str: ...

    @abstractmethod
    def paragraph(self, text: str, name: str) -> str:
        """`name` is its class in the templates, or ""."""

    @abstractmethod
    def table(self, grid: Grid) -> str: ...

    def _tagged(self, container: HtmlElement) -> Iterator[tuple[str, str]]:
        """Each block with its tag. Text between two blocks becomes a paragraph."""
        loose: list[Any] = []
        for piece in _pieces(container):
            if isinstance(piece, str) or piece.tag not in BLOCKS:
                loose.append(piece)
                continue
            yield "p", self._paragraph(loose, "")
            loose = []
            yield from self._block(piece)
        yield "p", self._paragraph(loose, "")

    def _block(self, block: HtmlElement) -> Iterator[tuple[str, str]]:
        if block.tag in CONTAINERS:
            yield from self._tagged(block)
        elif block.tag == "table":
            yield "table", self.table(grid_of(block, self._cell))
        elif block.tag in LISTS:
            yield block.tag, "\n".join(self._items(block))
        elif block.tag in HEADINGS:
            yield "h", self.heading(HEADINGS[block.tag], self.inline(_pieces(block)).strip())
        else:
            yield "p", self._paragraph(_pieces(block), block.get("class", ""))

    def _paragraph(self, pieces: Iterable[Any], name: str) -> str:
        text = self.inline(pieces).strip()
        return self.paragraph(text, name) if text else ""

    def _items(self, listing: HtmlElement) -> Iterator[str]:
        for number, item in enumerate(listing.iterchildren("li"), 1):
            marker = f"{number}. " if listing.tag == "ol" else "- "
            indent = "\n" + " " * len(marker)
            yield marker + self.item_gap.join(self.blocks(item)).replace("\n", indent).replace(
                indent + "\n", "\n\n"
            )

    def _cell(self, cell: HtmlElement) -> str:
        """The cell on one line. A table within a table is written cell by cell, because neither format has any."""
        for part in cell.iterdescendants(*TABLE_PARTS):
            part.tag = "div"
        lines = "\n".join(self.blocks(cell)).split("\n")
        return self.cell_break.join(line for line in lines if line)


def _pieces(container: HtmlElement) -> list[Any]:
    """Its children and the text between them."""
    pieces: list[Any] = [container.text or ""]
    for child in container:
        pieces += [child, child.tail or ""]
    return pieces
