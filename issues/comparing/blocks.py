"""Marks the changes between two bodies of rich text: the new one, with removed text at its old position."""

from collections.abc import Iterator

from issues import richtext
from issues.comparing import inline, tables
from issues.comparing.aligning import aligned
from issues.comparing.css_classes import REFORMATTED
from issues.comparing.marking import Kind
from issues.comparing.unmatched import Block, unmatched_block, untagged_paragraph
from issues.richtext.tree import Container, Paragraph
from issues.richtext.writing import as_html, as_text

_LISTS = {"ul": "项目符号列表", "ol": "编号列表"}


def mark_html(old_html: str, new_html: str) -> str:
    """The canonical form of `new_html` with <ins> and <del> around what changed.

    Blocks get the classes of `issues.comparing.css_classes`. The result contains nothing but the allow-list of
    `issues.richtext` and these.
    """
    return _mark_content(richtext.parse(old_html), richtext.parse(new_html))


def _mark_content(old: Container, new: Container) -> str:
    """The marked content of the root, an item or a cell."""
    pairs = aligned(
        old.children, new.children, key=_html, text=_text, family=_family, by_position=bool(new.name)
    )
    untagged = untagged_paragraph(new)
    return "".join(_mark_pair(before, after, untagged) for before, after in pairs)


def _mark_pair(old: Block | None, new: Block | None, untagged: Block | None) -> str:
    if old is None or new is None:
        kind = Kind.INSERTED if new else Kind.DELETED
        block = new or old
        return unmatched_block(block, kind, untagged) if block else ""
    if isinstance(old, Paragraph) and isinstance(new, Paragraph):
        content = inline.marked(old, new)
        return content if new is untagged else f"<p>{content}</p>"
    if isinstance(old, Container) and isinstance(new, Container):
        # Cells contain blocks again, so the table is given the function that marks them.
        return tables.mark_table(old, new, _mark_content) if new.name == "table" else _mark_list(old, new)
    raise AssertionError("blocks of two families are never one pair")


def _mark_list(old: Container, new: Container) -> str:
    attributes = ""
    if old.name != new.name:
        attributes = f' class="{REFORMATTED}" title="格式有变：原为{_LISTS[old.name]}"'
    return f"<{new.name}{attributes}>{''.join(_mark_items(old, new))}</{new.name}>"


def _mark_items(old: Container, new: Container) -> Iterator[str]:
    for before, after in aligned(old.containers("li"), new.containers("li"), key=as_html, text=_text):
        if before and after:
            yield f"<li>{_mark_content(before, after)}</li>"
        elif before:
            yield unmatched_block(before, Kind.DELETED)
        elif after:
            yield unmatched_block(after, Kind.INSERTED)


def _family(block: Block) -> str:
    if isinstance(block, Paragraph):
        return "p"
    return "table" if block.name == "table" else "list"


def _html(block: Block) -> str:
    return as_html(Container("", children=[block]))


def _text(block: Block) -> str:
    return as_text(Container("", children=[block]))
