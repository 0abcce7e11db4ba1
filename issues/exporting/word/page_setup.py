"""Page size, margins, grid, running heads and page numbers, as in print.css.

Every column of the issue is a section of Word, which goes on on the same page as print does, with its title in the head.
LibreOffice gives such sections one head, that of the first. There the title is a STYLEREF without a stored result: a program
that knows the field shows the right title on every page, and one that does not shows none.
"""

from collections.abc import Sequence

from docx.document import Document as Word
from docx.section import Section as SectionOfWord
from docx.section import _Footer, _Header

from issues.document import DRAFT_MARK, Document
from issues.document import word_form as form
from issues.document.annexes import AnnexPages, annex_pages
from issues.document.outline import OutlineSection
from issues.exporting.word.looks import EM, GRID_LINE
from issues.exporting.word.styles import style_id
from issues.exporting.word.xml import TEXT_WIDTH, Element, W, field, mm, paragraph, points, run, w

OUTSIDE = points(EM)
"""From the page number to the edge of the text."""
SIDE = (mm(210) - TEXT_WIDTH) // 2


def front_end() -> Element:
    """The paragraph that ends the first page: smaller margins, and no running head unless the guide needs a second one."""
    return _section_end(w("sectPr", *_page("nextPage", top=22, bottom=16, is_front=True)))


def column_end(number: int) -> Element:
    """The paragraph that ends column `number`, from 1, where another one follows."""
    return _section_end(_column(number))


def last_section(count: int) -> Element:
    """Of an issue with `count` columns."""
    return _column(max(count, 1))


def annex_end() -> Element:
    """The paragraph that ends an annex where another one follows."""
    return _section_end(annex_section())


def annex_section() -> Element:
    """Begins a new page, and to count from 1."""
    section = w("sectPr", *_page("nextPage", top=32, bottom=28))
    section.find(f"{W}pgMar").addnext(w("pgNumType", start=1))
    return section


def set_headers_and_footers(
    word: Word, document: Document, outline: Sequence[OutlineSection], *, is_draft: bool
) -> None:
    """Head and foot of every page; page numbers at the outer side."""
    word.settings.odd_and_even_pages_header_footer = True
    pages = annex_pages(document)
    front, *columns = list(word.sections)[: len(word.sections) - len(pages)]
    if is_draft:
        _fill(front.first_page_footer, _foot([], at="center", is_draft=True))
    for number, section in enumerate((front, *columns)):
        for header in (section.header, section.even_page_header):
            _fill(header, _head(document, _title(outline, number)))
    _fill(front.footer, _foot(_page_number(), at="right", is_draft=is_draft))
    _fill(front.even_page_footer, _foot(_page_number(), at="left", is_draft=is_draft))
    for annex, section in zip(pages, list(word.sections)[1 + len(columns) :], strict=True):
        _set_margins_of_annex(section, document, annex, is_draft=is_draft)


def _set_margins_of_annex(
    section: SectionOfWord, document: Document, annex: AnnexPages, *, is_draft: bool
) -> None:
    title = f"{annex.label} {annex.title}"
    for header in (section.header, section.even_page_header):
        _fill(header, _head(document, [run(title, style_id(form.RUNNING))]))
    number = f"{annex.label}-"
    _fill(section.footer, _foot(_page_number(number), at="right", is_draft=is_draft))
    _fill(section.even_page_footer, _foot(_page_number(number), at="left", is_draft=is_draft))


def _title(outline: Sequence[OutlineSection], number: int) -> list[Element]:
    """What the head has on the right: nothing in section 0, that of the guide, then the title of the column."""
    running, name = style_id(form.RUNNING), form.styled(form.SECTION)
    if not number or not outline:
        return []
    if number == 1:
        return [*field(f'STYLEREF "{name}" \\n', "", running), *field(f'STYLEREF "{name}"', "", running)]
    column = outline[number - 1]
    return [run(column.label + column.title, running)]


def _section_end(properties: Element) -> Element:
    return w("p", w("pPr", w("pStyle", val=style_id(form.GAP)), properties))


def _column(number: int) -> Element:
    return w("sectPr", *_page("continuous" if number > 1 else "nextPage", top=32, bottom=28))


def _page(start: str, *, top: float, bottom: float, is_front: bool = False) -> list[Element | None]:
    margins = {"top": mm(top), "right": SIDE, "bottom": mm(bottom), "left": SIDE}
    return [
        w("type", val=start),
        w("pgSz", w=mm(210), h=mm(297)),
        w("pgMar", **margins, header=mm(19), footer=mm(min(bottom - 4, 15)), gutter=0),
        w("cols", space=720),
        w("titlePg") if is_front else None,
        w("docGrid", type="linesAndChars", linePitch=points(GRID_LINE), charSpace=0),
    ]


def _fill(part: _Header | _Footer, content: Element) -> None:
    part.is_linked_to_previous = False
    root = part._element
    for child in list(root):
        root.remove(child)
    root.append(content)


def _head(document: Document, title: list[Element]) -> Element:
    """The masthead on the left, on the right the column that the page is in."""
    runs = [run(f"{document.title}　第{document.number}期")]
    runs += [w("r", w("tab")), *title] if title else []
    tabs = w("tabs", w("tab", val="right", pos=TEXT_WIDTH))
    return paragraph(style_id(form.HEADER), *runs, properties=[tabs])


def _foot(number: list[Element], *, at: str, is_draft: bool) -> Element:
    draft = [run(DRAFT_MARK, style_id(form.DRAFT))] if is_draft else []
    if at == "left":
        runs = [*number, *([w("r", w("tab")), *draft] if draft else [])]
    else:
        runs = [w("r", w("tab")), *draft, *([w("r", w("tab")), *number] if number else [])]
    indent = [w("ind", left=OUTSIDE)] if at == "left" else []
    return paragraph(style_id(form.FOOTER), *runs, properties=[_tabs(), *indent])


def _page_number(before: str = "") -> list[Element]:
    return [run(f"— {before}"), *field("PAGE", "1"), run(" —")]


def _tabs() -> Element:
    right = TEXT_WIDTH - OUTSIDE
    return w("tabs", w("tab", val="center", pos=TEXT_WIDTH // 2), w("tab", val="right", pos=right))
