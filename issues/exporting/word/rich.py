"""Rich text as paragraphs, numbered lists and tables of Word, which the styles let be read back."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from html import unescape

from issues.document import word_form as form
from issues.exporting.word import looks, styles
from issues.exporting.word.context import Context
from issues.exporting.word.grids import Grid, Placed, grid
from issues.exporting.word.numbering import LIST_PURPOSES, numbered
from issues.exporting.word.styles import style_id
from issues.exporting.word.tables import COVERED, cell, row, shared, table
from issues.exporting.word.xml import Element, paragraph, points, run, w
from issues.richtext.characters import LINE_BREAK
from issues.richtext.tree import Container, Marks, Paragraph, Run

MARGIN = 80
"""Of a cell, in twips, on either side."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """Where a block stands: in lists so deep, in a cell whose paragraphs have the style `cell`, so wide (twips)."""

    width: int
    cell: str = ""
    depth: int = 0


def body(context: Context, root: Container, width: int) -> list[Element]:
    return list(_flow(context, root.children, Position(width=width)))


def gap() -> Element:
    return paragraph(style_id(form.GAP))


def _flow(context: Context, blocks: Iterable[Container | Paragraph], place: Position) -> Iterator[Element]:
    before: Container | Paragraph | None = None
    for block in blocks:
        if isinstance(block, Paragraph):
            yield _paragraph(context, block, place)
        else:
            if (
                isinstance(before, Container)
                and before.name == block.name
                and not _ends_with_gap(before, place)
            ):
                yield gap()
            write = _table if block.name == "table" else _list
            yield from write(context, block, place)
        before = block


def _ends_with_gap(box: Container, place: Position) -> bool:
    return box.name == "table" and not place.cell and not place.depth


def _paragraph(context: Context, block: Paragraph, place: Position) -> Element:
    name = place.cell or form.BODY
    if place.depth:
        name = form.at_depth(form.CELL_CONTINUED if place.cell else form.CONTINUED, place.depth)
    return paragraph(style_id(name), *_runs(context, block))


def _list(context: Context, box: Container, place: Position) -> Iterator[Element]:
    kind = form.list_style(box.name, in_cell=bool(place.cell))
    number = context.numbering.instance(LIST_PURPOSES[kind], level=place.depth)
    inner = replace(place, depth=place.depth + 1)
    for item in box.containers("li"):
        first, *rest = item.children
        own = first if isinstance(first, Paragraph) else Paragraph()
        properties = [numbered(number, place.depth)]
        yield paragraph(style_id(kind), *_runs(context, own), properties=properties)
        yield from _flow(context, rest if own is first else item.children, inner)


def _runs(context: Context, block: Paragraph) -> Iterator[Element]:
    for part in block.runs:
        written = run(part.text.replace(LINE_BREAK, "\n"), _emphasis(part.marks), *_marks(part.marks))
        address = _address(part)
        yield context.link(address, written) if address else written


def _emphasis(marks: Marks) -> str:
    return style_id(form.EMPHASIS) if "em" in marks else ""


def _marks(marks: Marks) -> Iterator[Element]:
    if "strong" in marks:
        if "em" not in marks:
            yield styles.fonts(looks.HEI)
        yield from (w("b"), w("bCs"), w("color", val=looks.BLACK))
    for mark, value in (("sup", "superscript"), ("sub", "subscript")):
        if mark in marks:
            yield w("vertAlign", val=value)


def _address(part: Run) -> str:
    """Of `a href="…"`, the outermost mark."""
    first = part.marks[0] if part.marks else ""
    return unescape(first.removeprefix('a href="')[:-1]) if first.startswith("a ") else ""


def _table(context: Context, box: Container, place: Position) -> Iterator[Element]:
    found = grid(box)
    indent = min(points(_list_indent(place)), place.width // 2)
    columns = shared(place.width - indent, found.columns)
    name = form.at_depth(form.BODY_TABLE, place.depth)
    rows = [_row(context, found, columns, number) for number in range(found.rows)]
    if place.depth:
        context.mark_depth(_first_paragraph(rows[0]), place.depth)
    yield table(name, columns, rows, indent=indent, lines=True)
    if not place.cell and not place.depth:
        yield gap()


def _first_paragraph(row: Element) -> Element:
    """Of its first cell; a gap before the table with which the cell begins."""
    properties = row.find("{*}tc/{*}tcPr")
    if not properties.getnext().tag.endswith("}p"):
        properties.addnext(gap())
    return properties.getnext()


def _list_indent(place: Position) -> float:
    if not place.depth:
        return 0
    if place.cell:
        return looks.CELL_LIST_INDENT + place.depth * looks.CELL_LIST_STEP
    return looks.LIST_INDENT + place.depth * looks.LIST_STEP


def _row(context: Context, found: Grid, columns: list[int], number: int) -> Element:
    cells: list[Element] = []
    here = {p.column: p for p in found.cells if p.row <= number < p.row + p.rowspan}
    column = 0
    while column < found.columns:
        placed = here.get(column)
        width = sum(columns[column : column + (placed.colspan if placed else 1)])
        cells.append(_cell(context, placed, width, number))
        column += placed.colspan if placed else 1
    return row(cells, is_heading=number < found.heading_rows)


def _cell(context: Context, placed: Placed | None, width: int, number: int) -> Element:
    """Without `placed`: a place of the grid that no cell fills."""
    if placed is None:
        return cell([], width)
    is_first = placed.row == number
    merge = "" if placed.rowspan == 1 else "restart" if is_first else COVERED
    content = _content(context, placed, width) if is_first else []
    return cell(content, width, colspan=placed.colspan, merge=merge, is_heading=placed.is_heading)


def _content(context: Context, placed: Placed, width: int) -> list[Element]:
    """A head cell begins with a paragraph in the style of one. An empty data cell has a paragraph in its own style, so that
    it differs from a position of the grid without a cell."""
    is_head = placed.cell.name == "th"
    name = (form.COLUMN_HEAD if placed.is_heading else form.HEAD_CELL) if is_head else form.CELL
    children = placed.cell.children
    inside = list(_flow(context, children, Position(width=max(width - 2 * MARGIN, MARGIN), cell=name)))
    if not children or (is_head and not isinstance(children[0], Paragraph)):
        inside.insert(0, paragraph(style_id(name)))
    return inside
