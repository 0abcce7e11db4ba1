"""The pages after the issue: what each generated annex contains, with page numbers of its own."""

from collections.abc import Iterator, Sequence

from issues.document import AnnexRow, AnnexTable
from issues.document import word_form as form
from issues.document.annexes import AnnexPages
from issues.exporting.word import page_setup
from issues.exporting.word.context import Context
from issues.exporting.word.rich import gap
from issues.exporting.word.styles import style_id
from issues.exporting.word.tables import cell, keep_with_next, row, table
from issues.exporting.word.xml import TEXT_WIDTH, Element, paragraph, run


def annexes(context: Context, pages: Sequence[AnnexPages], columns: int) -> Iterator[Element]:
    """After an issue with so many columns, which ends here. The last annex ends with the body."""
    for number, annex in enumerate(pages):
        yield page_setup.annex_end() if number else page_setup.column_end(columns or 1)
        yield paragraph(style_id(form.ANNEX_LABEL), run(annex.label))
        yield paragraph(style_id(form.ANNEX_HEADING), run(annex.title))
        yield _table(context, annex.table)
        yield gap()


def _table(context: Context, content: AnnexTable) -> Element:
    widths = [TEXT_WIDTH * share // 100 for share in content.shares]
    written = [_headings(content, widths)]
    for title, rows in content.numbered:
        written += [_group(title, widths)] if title else []
        written += [_row(context, number, each, widths) for number, each in rows]
    return table(form.ANNEX_TABLE, widths, written, lines=False)


def _headings(content: AnnexTable, widths: Sequence[int]) -> Element:
    style, headings = style_id(form.COLUMN_HEAD), ["序号", *(column.heading for column in content.columns)]
    cells = (
        cell([paragraph(style, run(heading))], width, is_heading=True)
        for heading, width in zip(headings, widths, strict=True)
    )
    return row(cells, is_heading=True)


def _group(title: str, widths: Sequence[int]) -> Element:
    name = paragraph(style_id(form.ANNEX_NAME), run(title))
    element = row([cell([name], sum(widths), colspan=len(widths))])
    keep_with_next(element)
    return element


def _row(context: Context, number: int, content: AnnexRow, widths: Sequence[int]) -> Element:
    style = style_id(form.ANNEX_CELL)
    first, *others = content.cells
    cells = [[paragraph(style, run(str(number)))], list(_name(context, first, content.url))]
    cells += [[paragraph(style, run(line)) for line in text.split("\n")] for text in others]
    return row(cell(lines, width) for lines, width in zip(cells, widths, strict=True))


def _name(context: Context, text: str, address: str | None) -> Iterator[Element]:
    name, *details = text.split("\n")
    shown = run(name)
    yield paragraph(style_id(form.ANNEX_NAME), context.link(address, shown) if address else shown)
    for detail in details:
        yield paragraph(style_id(form.ANNEX_DETAIL), run(detail))
