"""A body of rich text marked against another: the new one, with what was removed in its old place."""

from collections.abc import Iterable, Iterator

from issues import richtext
from issues.comparing import inline, tables
from issues.comparing.aligning import aligned
from issues.comparing.classes import ADDED, REFORMATTED, REMOVED
from issues.comparing.marking import Kind
from issues.richtext.tree import Box, Paragraph
from issues.richtext.writing import as_html, as_text

Block = Box | Paragraph
_CLASSES = {Kind.DELETED: REMOVED, Kind.INSERTED: ADDED}
_LISTS = {"ul": "项目符号列表", "ol": "编号列表"}


def mark_html(old_html: str, new_html: str) -> str:
    """The canonical form of `new_html` with <ins> and <del> around what changed, blocks with the classes of
    `issues.comparing.classes`. Nothing comes out but the allow-list of richtext and these."""
    return flow(richtext.parse(old_html), richtext.parse(new_html))


def flow(old: Box, new: Box) -> str:
    """What stands in the root, an item or a cell. A single paragraph at the start of the last two needs no tag."""
    pairs = aligned(
        old.children, new.children, key=_html, text=_text, family=_family, by_position=bool(new.name)
    )
    bare = _bare(new)
    return "".join(_pair(before, after, bare) for before, after in pairs)


def whole_block(block: Block, kind: Kind, bare: Block | None = None, *, is_outer: bool = True) -> str:
    """All of it removed or added; the outermost element says so."""
    if isinstance(block, Paragraph):
        inside = inline.whole(block, kind)
        return inside if block is bare else f"<p{_class(kind, is_outer)}>{inside}</p>"
    opened = f"<{block.name}{block.attributes}{_class(kind, is_outer)}>"
    first = _bare(block) if block.name in {"li", "td", "th"} else None
    return (
        opened
        + "".join(whole_block(c, kind, first, is_outer=False) for c in _ordered(block))
        + f"</{block.name}>"
    )


def _pair(old: Block | None, new: Block | None, bare: Block | None) -> str:
    if old is None or new is None:
        kind = Kind.INSERTED if new else Kind.DELETED
        block = new or old
        return whole_block(block, kind, bare) if block else ""
    if isinstance(old, Paragraph) and isinstance(new, Paragraph):
        inside = inline.marked(old, new)
        return inside if new is bare else f"<p>{inside}</p>"
    if isinstance(old, Box) and isinstance(new, Box):
        return tables.marked(old, new) if new.name == "table" else _list(old, new)
    raise AssertionError("blocks of two families are never one pair")


def _list(old: Box, new: Box) -> str:
    said = ""
    if old.name != new.name:
        said = f' class="{REFORMATTED}" title="格式有变：原为{_LISTS[old.name]}"'
    return f"<{new.name}{said}>{''.join(_items(old, new))}</{new.name}>"


def _items(old: Box, new: Box) -> Iterator[str]:
    for before, after in aligned(old.boxes("li"), new.boxes("li"), key=as_html, text=_text):
        if before and after:
            yield f"<li>{flow(before, after)}</li>"
        elif before:
            yield whole_block(before, Kind.DELETED)
        elif after:
            yield whole_block(after, Kind.INSERTED)


def _ordered(box: Box) -> Iterable[Block]:
    """Head before body, one of each, as canonical HTML has it."""
    return sorted(box.children, key=lambda c: isinstance(c, Box) and c.name == "tbody")


def _bare(box: Box) -> Block | None:
    if box.name not in {"li", "td", "th"} or not box.children:
        return None
    found = [child for child in box.children if isinstance(child, Paragraph)]
    return found[0] if len(found) == 1 and found[0] is box.children[0] else None


def _class(kind: Kind, is_outer: bool) -> str:
    return f' class="{_CLASSES[kind]}"' if is_outer else ""


def _family(block: Block) -> str:
    if isinstance(block, Paragraph):
        return "p"
    return "table" if block.name == "table" else "list"


def _html(block: Block) -> str:
    return as_html(Box("", children=[block]))


def _text(block: Block) -> str:
    return as_text(Box("", children=[block]))
