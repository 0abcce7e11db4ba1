"""Builds the tree of structure elements from the boxes of all pages.

An element of the HTML has one node, however many boxes it was laid out in: so a paragraph, a row or a table that goes
on over the page is one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from issues.exporting.pdf.tagging.roles import ALWAYS_WRITTEN, GROUPS, INLINE, LABEL, role_of
from issues.exporting.pdf.tagging.walking import children_of


@dataclass(frozen=True, slots=True)
class Text:
    """Marked content: its page, from 0, and its number there."""

    page: int
    number: int


@dataclass(frozen=True, slots=True)
class Annotation:
    page: int
    dictionary: Any


@dataclass(slots=True, eq=False)
class Node:
    role: str
    box: Any = None
    """The first box of its element."""
    kids: list[Node | Text | Annotation] = field(default_factory=list)
    attributes: dict[str, Any] = field(default_factory=dict)
    """Of tables and lists, as PDF has them."""
    id: str = ""

    def nodes(self, *roles: str) -> Iterator[Node]:
        """The child nodes with one of the roles; all child nodes without any."""
        return (kid for kid in self.kids if isinstance(kid, Node) and (not roles or kid.role in roles))

    def descendants(self) -> Iterator[Node]:
        for kid in self.nodes():
            yield kid
            yield from kid.descendants()

    def prune(self) -> None:
        """Drop what has no content; a link that leads nowhere is only text."""
        for kid in self.nodes():
            kid.prune()
            if kid.role == "Link" and not any(isinstance(part, Annotation) for part in kid.kids):
                kid.role = "Span"
        self.kids = [
            kid for kid in self.kids if not isinstance(kid, Node) or kid.kids or kid.role in ALWAYS_WRITTEN
        ]


class Builder:
    """`add_page` for each page in order, then `root` is complete."""

    def __init__(self) -> None:
        self.root = Node("Document")
        self._nodes: dict[tuple[Any, str], Node] = {}

    def add_page(self, page: int, page_box: Any, numbers: dict[Any, int]) -> None:
        """`numbers` are those of the marked content of the text boxes and images of the page."""
        self._page, self._numbers = page, numbers
        self._add_children(page_box, self.root)

    def _add_children(self, box: Any, parent: Node) -> None:
        for child in children_of(box):
            self._add(child, parent)

    def _add(self, box: Any, parent: Node) -> None:
        role = role_of(box)
        node = self._node(box, role, parent) if role else parent
        if annotation := box.link_annotation:
            node.kids.append(Annotation(self._page, annotation))
        if (number := self._numbers.get(box)) is not None:
            self._home(node, None).kids.append(Text(self._page, number))
        self._add_children(box, node)

    def _node(self, box: Any, role: str, parent: Node) -> Node:
        key = (box.element, role)
        if key not in self._nodes:
            self._nodes[key] = Node(role, box)
            self._home(parent, role).kids.append(self._nodes[key])
        return self._nodes[key]

    def _home(self, parent: Node, role: str | None) -> Node:
        """The node that takes something of this role: PDF has levels that HTML has not."""
        if parent.role == "LI" and role != LABEL:
            return self._inner(parent, "LBody")
        if parent.role == "TOCI" and role == "Link":
            return self._inner(parent, "Reference")
        if parent.role in GROUPS and role in INLINE:
            return self._paragraph(parent)
        return parent

    def _inner(self, parent: Node, role: str) -> Node:
        found = next(parent.nodes(role), None)
        if not found:
            found = Node(role)
            parent.kids.append(found)
        return found

    def _paragraph(self, parent: Node) -> Node:
        """The one that was begun last, unless a block came between."""
        last = parent.kids[-1] if parent.kids else None
        if isinstance(last, Node) and last.role == "P" and last.box is None:
            return last
        paragraph = Node("P")
        parent.kids.append(paragraph)
        return paragraph
