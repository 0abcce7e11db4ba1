"""Entries as rows of one table, under a heading that is repeated on every page."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any

from issues.document import word_form as form
from issues.document.outline import OutlineEntry
from issues.document.word_form import CellField, Column, Rows
from issues.exporting.word.context import Context
from issues.exporting.word.numbering import Purpose, numbered
from issues.exporting.word.rich import gap
from issues.exporting.word.styles import style_id
from issues.exporting.word.tables import COVERED, cell, keep_with_next, row, table
from issues.exporting.word.xml import Element, mm, paragraph, run

JOIN = "，"
NARROW = ("居中单元格", "日期单元格")


def rows(context: Context, layout: Rows, items: Sequence[OutlineEntry], width: int) -> Iterator[Element]:
    columns = _widths(layout, width)
    groups = [list(group) for _, group in groupby(items, key=lambda item: item.number)]
    _carry_order(context, sorted(items, key=lambda item: item.position), items)
    number = context.numbering.instance(Purpose.ROWS, start=items[0].number)
    written = [_heading(layout, columns)]
    for group in groups:
        own = [
            _row(context, layout, item, columns, place, len(group), number)
            for place, item in enumerate(group)
        ]
        for above in own[:-1]:
            keep_with_next(above)
        written += own
    yield table(form.LAID_TABLE, columns, written, lines=False)
    yield gap()


def _widths(layout: Rows, width: int) -> list[int]:
    known = [mm(column.width) for column in layout.columns]
    left = (width - sum(known)) // max(1, known.count(0))
    return [own or left for own in known]


def _carry_order(context: Context, items: Sequence[OutlineEntry], printed: Sequence[OutlineEntry]) -> None:
    """Where print gathers what stands apart."""
    if list(items) != list(printed):
        order = [item.entry.uid.hex for item in items]
        context.carried["orders"].append({"printed": [i.entry.uid.hex for i in printed], "order": order})


def _heading(layout: Rows, columns: list[int]) -> Element:
    style = style_id(form.COLUMN_HEAD)
    cells = (
        cell([paragraph(style, run(column.heading))], width, is_heading=True)
        for column, width in zip(layout.columns, columns, strict=True)
    )
    return row(cells, is_heading=True)


def _row(
    context: Context,
    layout: Rows,
    item: OutlineEntry,
    columns: list[int],
    place: int,
    size: int,
    number: int,
) -> Element:
    """Row `place` in a group of `size` rows, which share one number and name, shown in the first row."""
    merge = "" if size == 1 else COVERED if place else "restart"
    if layout.merged:
        context.carry(item.entry, (layout.merged,))
    cells, own = [], []
    for column, width in zip(layout.columns, columns, strict=True):
        is_shared = not column.fields or column.fields[0].name == layout.merged
        content = [] if is_shared and place else _content(context, column, item, number)
        own += [] if is_shared else content
        is_narrow = not column.fields or column.fields[0].look in NARROW
        cells.append(cell(content, width, merge=merge if is_shared else "", is_narrow=is_narrow))
    start, end = context.mark(form.entry_bookmark(item.entry.uid))
    own[0].insert(1, start)
    own[-1].append(end)
    return row(cells)


def _content(context: Context, column: Column, item: OutlineEntry, number: int) -> list[Element]:
    if not column.fields:
        return [paragraph(style_id(form.COUNT), properties=[numbered(number)])]
    paragraphs = [line for field in column.fields for line in _field(context, field, item.entry)]
    return paragraphs or [paragraph(style_id(column.fields[0].style))]


def _field(context: Context, field: CellField, entry: Any) -> Iterator[Element]:
    value = getattr(entry, field.name)
    if not value:
        return
    style, label = style_id(field.style), [run(field.label, style_id(form.LABEL))] if field.label else []
    if isinstance(value, tuple):
        yield paragraph(style, *label, *_members(value, style_id(field.member)))
        return
    for line in str(value).split("\n"):
        text = run(line)
        address = getattr(entry, field.link) if field.link else ""
        yield paragraph(style, *label, context.link(address, text) if address else text)


def _members(values: Iterable[str], style: str) -> Iterator[Element]:
    for place, value in enumerate(values):
        if place:
            yield run(JOIN, style_id(form.LABEL))
        yield run(value, style)
