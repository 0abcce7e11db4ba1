"""Converts Mammoth's tree of the document to the blocks of a Source."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby
from typing import Any

from mammoth import documents

from issues.importing.source import Block, Cell, Paragraph, Run, Table
from issues.importing.word.grid import Grid
from issues.importing.word.simplified import BOOKMARK_PREFIX, NUMBER_PREFIX, ParagraphFacts

PAGE_BREAK = "\f"
"""Is in the text until it is known whether words follow in the same paragraph."""
_VERTICAL = {
    documents.VerticalAlignment.superscript: "super",
    documents.VerticalAlignment.subscript: "sub",
}


def blocks(elements: Iterable[Any], facts: list[ParagraphFacts]) -> Iterator[Block]:
    for element in elements:
        if isinstance(element, documents.Paragraph):
            yield _paragraph(element, facts)
        elif isinstance(element, documents.Table):
            yield _table(element, facts)


def _paragraph(element: Any, facts: list[ParagraphFacts]) -> Paragraph:
    bookmarks = [child.name for child in _bookmarks(element)]
    line = int([name for name in bookmarks if name.startswith(NUMBER_PREFIX)][-1].removeprefix(NUMBER_PREFIX))
    own = facts[line - 1]
    return Paragraph(
        line=line,
        runs=tuple(_merged(_runs(element.children, ""))),
        style=own.style,
        level=own.level,
        numbering=own.numbering,
        depth=own.depth,
        anchors=tuple(
            name.removeprefix(BOOKMARK_PREFIX) for name in bookmarks if name.startswith(BOOKMARK_PREFIX)
        ),
    )


def _bookmarks(element: Any) -> Iterator[Any]:
    for child in element.children:
        if isinstance(child, documents.Bookmark):
            yield child
        elif isinstance(child, documents.HasChildren):
            yield from _bookmarks(child)


def _runs(elements: Iterable[Any], href: str) -> Iterator[Run]:
    for element in elements:
        if isinstance(element, documents.Hyperlink):
            yield from _runs(element.children, element.href or f"#{element.anchor}")
        elif isinstance(element, documents.Run):
            yield from _run(element, href)


def _run(element: Any, href: str) -> Iterator[Run]:
    """A hyperlink made by a field is inside a run."""
    for child in element.children:
        if isinstance(child, documents.Hyperlink):
            target = child.href or f"#{child.anchor}"
            inner = [part for part in child.children if not isinstance(part, documents.Run)]
            yield from _runs(child.children, target)
            yield from _run(element.copy(children=inner), target)
        elif text := _text(child):
            yield Run(
                text=text,
                is_bold=bool(element.is_bold),
                is_italic=bool(element.is_italic),
                vertical=_VERTICAL.get(element.vertical_alignment, ""),
                href=href,
                style=element.style_name or "",
            )


def _text(element: Any) -> str:
    if isinstance(element, documents.Text):
        return str(element.value)
    if isinstance(element, documents.Tab):
        return "\t"
    if isinstance(element, documents.Break):
        return "\n" if element.break_type == "line" else PAGE_BREAK
    return ""


def _merged(runs: Iterable[Run]) -> Iterator[Run]:
    """Merges neighbouring runs of the same format. A page break between words counts as the end of a line."""
    merged = [
        replace(same[0], text="".join(run.text for run in same))
        for _, group in groupby(runs, key=lambda run: replace(run, text=""))
        if (same := list(group))
    ]
    if merged and PAGE_BREAK in merged[0].text + merged[-1].text:
        merged[0] = replace(merged[0], text=merged[0].text.lstrip(PAGE_BREAK))
        merged[-1] = replace(merged[-1], text=merged[-1].text.rstrip(PAGE_BREAK))
    for run in merged:
        if run.text:
            yield replace(run, text=run.text.replace(PAGE_BREAK, "\n")).with_signs()


def _table(element: Any, facts: list[ParagraphFacts]) -> Table:
    grid = Grid()
    for row in element.children:
        grid.begin_row(is_heading=row.is_header)
        for cell in row.children:
            inner = tuple(blocks(cell.children, facts))
            grid.add(Cell(blocks=inner, rowspan=cell.rowspan, colspan=cell.colspan))
    rows = grid.rows()
    return Table(line=rows[0].line if rows else 1, rows=rows, style=element.style_name or "")
