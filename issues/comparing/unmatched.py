"""Marks blocks that have no counterpart in the other text: they are removed or added as a unit."""

from collections.abc import Iterable

from issues.comparing import inline
from issues.comparing.css_classes import ADDED, REMOVED
from issues.comparing.marking import Kind
from issues.richtext.tree import Container, Paragraph

Block = Container | Paragraph
_CLASSES = {Kind.DELETED: REMOVED, Kind.INSERTED: ADDED}
_CONTAINERS = {"li", "td", "th"}


def unmatched_block(block: Block, kind: Kind, untagged: Block | None = None, *, is_outer: bool = True) -> str:
    """The HTML of a removed or added block; only the outermost element gets the CSS class.

    `untagged` is the paragraph that its container writes without <p>, see `untagged_paragraph`.
    """
    if isinstance(block, Paragraph):
        content = inline.unmatched(block, kind)
        return content if block is untagged else f"<p{_class(kind, is_outer)}>{content}</p>"
    inner = untagged_paragraph(block)
    content = "".join(unmatched_block(child, kind, inner, is_outer=False) for child in _ordered(block))
    return f"<{block.name}{block.attributes}{_class(kind, is_outer)}>{content}</{block.name}>"


def untagged_paragraph(container: Container) -> Block | None:
    """The only paragraph of an item or a cell, if it comes first: canonical HTML writes it without <p>."""
    if container.name not in _CONTAINERS or not container.children:
        return None
    paragraphs = [child for child in container.children if isinstance(child, Paragraph)]
    return paragraphs[0] if len(paragraphs) == 1 and paragraphs[0] is container.children[0] else None


def _ordered(container: Container) -> Iterable[Block]:
    """The children with a table's head before its body, as canonical HTML has them."""
    return sorted(
        container.children, key=lambda child: isinstance(child, Container) and child.name == "tbody"
    )


def _class(kind: Kind, is_outer: bool) -> str:
    return f' class="{_CLASSES[kind]}"' if is_outer else ""
