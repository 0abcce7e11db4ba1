"""Converts paragraphs, lists and tables of Word to rich text."""

import re
from collections.abc import Iterable
from html import escape

from issues import richtext
from issues.document import word_form as form
from issues.importing.own_word.pieces import AFTER_SOURCE, BEFORE_SOURCE
from issues.importing.source import Block, Cell, Paragraph, Row, Run, Table

MAX_DEPTH = 7
NUMBERED = re.compile(r"\w")
_CONTINUED = re.compile(rf"(?:{form.CONTINUED}|{form.CELL_CONTINUED}) (\d)")
_TABLE = re.compile(rf"{form.BODY_TABLE} (\d)")
_TABLE_BOOKMARK = re.compile(r"_t\d+d(\d)")
_NOT_TEXT = {form.SOURCE, form.SOURCE_ADDRESS}


def rich_text(blocks: Iterable[Block]) -> str:
    """In canonical form; raises `richtext.TooLarge`."""
    return richtext.clean(_html(blocks))


def _html(blocks: Iterable[Block]) -> str:
    writer = _HtmlWriter()
    for block in blocks:
        writer.add(block)
    return writer.close()


class _HtmlWriter:
    """Writes the HTML of blocks in order. `_open` are the lists that are open, the outermost first."""

    def __init__(self) -> None:
        self._written: list[str] = []
        self._open: list[str] = []
        self._begins_list = False

    def add(self, block: Block) -> None:
        name = form.unstyled(block.style)
        if isinstance(block, Paragraph) and name == form.GAP and not block.text.strip():
            self._begins_list = True
            return
        if isinstance(block, Paragraph) and (kind := _list(block, name)):
            self._item(kind, max(1, min(block.depth, MAX_DEPTH)))
        else:
            self._leave(_depth(block, name))
        self._written.append(_table(block) if isinstance(block, Table) else f"<p>{_inline(block.runs)}</p>")
        self._begins_list = False

    def close(self) -> str:
        self._leave(0)
        return "".join(self._written)

    def _item(self, kind: str, depth: int) -> None:
        self._leave(depth)
        if len(self._open) == depth and (self._open[-1] != kind or self._begins_list):
            self._leave(depth - 1)
        if len(self._open) == depth:
            self._written.append("</li><li>")
        while len(self._open) < depth:
            self._open.append(kind)
            self._written.append(f"<{kind}><li>")

    def _leave(self, depth: int) -> None:
        while len(self._open) > depth:
            self._written.append(f"</li></{self._open.pop()}>")


def _list(block: Paragraph, name: str) -> str:
    """ul or ol for a list item, also of a list made with Word's own buttons; else ""."""
    if name in form.LISTED:
        return form.LISTED[name]
    if not block.depth:
        return ""
    return "ol" if NUMBERED.search(block.numbering) else "ul"


def _depth(block: Block, name: str) -> int:
    """The number of lists around a block that is no item itself."""
    match = (_TABLE if isinstance(block, Table) else _CONTINUED).fullmatch(name)
    if isinstance(block, Table) and not name:
        match = next(filter(None, map(_TABLE_BOOKMARK.fullmatch, _first_anchors(block))), None)
    return int(match[1]) if match else 0


def _first_anchors(table: Table) -> tuple[str, ...]:
    cell = table.rows[0].cells[0] if table.rows and table.rows[0].cells else Cell()
    first = cell.blocks[0] if cell.blocks else None
    return first.anchors if isinstance(first, Paragraph) else ()


def _table(table: Table) -> str:
    heading: list[Row] = []
    rest: list[Row] = []
    for row in table.rows:
        (heading if row.is_heading and not rest else rest).append(row)
    written = ""
    for tag, rows in (("thead", heading), ("tbody", rest)):
        inner = "".join("<tr>" + "".join(map(_cell, row.cells)) + "</tr>" for row in rows)
        written += f"<{tag}>{inner}</{tag}>" if rows else ""
    return f"<table>{written}</table>"


def _cell(cell: Cell) -> str:
    if cell.is_covered or _is_no_cell(cell):
        return ""
    first = cell.blocks[0] if cell.blocks else None
    tag = "th" if isinstance(first, Paragraph) and form.unstyled(first.style) in form.HEAD_CELLS else "td"
    spans = (("rowspan", cell.rowspan), ("colspan", cell.colspan))
    attributes = "".join(f' {name}="{span}"' for name, span in spans if span > 1)
    return f"<{tag}{attributes}>{_html(cell.blocks)}</{tag}>"


def _is_no_cell(cell: Cell) -> bool:
    """Whether it only fills a position of the grid where the table has no cell."""
    return all(
        isinstance(block, Paragraph) and form.unstyled(block.style) == form.GAP and not block.text.strip()
        for block in cell.blocks
    )


def _inline(runs: Iterable[Run]) -> str:
    return "".join(_marked(run) for run in runs if not run.is_lost)


def _marked(run: Run) -> str:
    style, words = form.unstyled(run.style), run.inner
    if style in _NOT_TEXT:
        return ""
    if style == form.SOURCE_LABEL:
        words = words.removeprefix(BEFORE_SOURCE).removeprefix(AFTER_SOURCE)
    written = escape(words, quote=False).replace("\n", "<br>")
    for tag, is_so in (
        ("sup", run.vertical == "super"),
        ("sub", run.vertical == "sub"),
        ("em", run.is_italic or style == form.EMPHASIS),
        ("strong", run.is_bold),
    ):
        written = f"<{tag}>{written}</{tag}>" if is_so else written
    if run.href and not run.href.startswith("#"):
        written = f'<a href="{escape(run.href)}">{written}</a>'
    return written
