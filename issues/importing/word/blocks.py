"""Mammoth's tree of the document as the blocks of a Source."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby
from typing import Any

from mammoth import documents

from issues.importing.source import Block, Cell, Paragraph, Run, Table
from issues.importing.word.grid import Grid
from issues.importing.word.simplified import BOOKMARK_PREFIX, NUMBER_PREFIX, ParagraphFacts

PAGE_BREAK = "\f"
"""Until it is known whether words follow in the same paragraph."""
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
    marks = [child.name for child in _bookmarks(element)]
    line = int([mark for mark in marks if mark.startswith(NUMBER_PREFIX)][-1].removeprefix(NUMBER_PREFIX))
    found = facts[line - 1]
    return Paragraph(
        line=line,
        runs=tuple(_merged(_runs(element.children, ""))),
        style=found.style,
        level=found.level,
        numbering=found.numbering,
        depth=found.depth,
        anchors=tuple(
            mark.removeprefix(BOOKMARK_PREFIX) for mark in marks if mark.startswith(BOOKMARK_PREFIX)
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
    """A field's hyperlink stands inside its run."""
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
    """One for all neighbours of a kind; a page break counts as a line's end where words stand on both sides."""
    whole = [
        replace(same[0], text="".join(run.text for run in same))
        for _, group in groupby(runs, key=lambda run: replace(run, text=""))
        if (same := list(group))
    ]
    if whole and PAGE_BREAK in whole[0].text + whole[-1].text:
        whole[0] = replace(whole[0], text=whole[0].text.lstrip(PAGE_BREAK))
        whole[-1] = replace(whole[-1], text=whole[-1].text.rstrip(PAGE_BREAK))
    for run in whole:
        if run.text:
            yield replace(run, text=run.text.replace(PAGE_BREAK, "\n")).with_signs()


def _table(element: Any, facts: list[ParagraphFacts]) -> Table:
    grid = Grid()
    for row in element.children:
        grid.begin_row(is_heading=row.is_header)
        for cell in row.children:
            inner = tuple(blocks(cell.children, facts))
            grid.place(Cell(blocks=inner, rowspan=cell.rowspan, colspan=cell.colspan))
    rows = grid.rows()
    return Table(line=rows[0].line if rows else 1, rows=rows, style=element.style_name or "")
