"""Page size, margins, running heads and page numbers, as in print.css."""

from docx.document import Document as Word
from docx.section import _Footer, _Header

from issues.document import DRAFT_MARK, Document
from issues.document import word_form as form
from issues.exporting.word.styles import style_id
from issues.exporting.word.xml import Element, field, mm, paragraph, run, w

SIDE = 26
TEXT_WIDTH = mm(210 - 2 * SIDE)


def front_end() -> Element:
    """The paragraph that ends the first page: smaller margins, no running head."""
    return w("p", w("pPr", w("pStyle", val=style_id(form.GAP)), w("sectPr", *_page(top=22, bottom=16))))


def last_section() -> Element:
    return w("sectPr", *_page(top=32, bottom=28))


def set_headers_and_footers(word: Word, document: Document, first_section: str, *, is_draft: bool) -> None:
    """Head and foot of every page; page numbers at the outer side."""
    word.settings.odd_and_even_pages_header_footer = True
    front, main = word.sections
    if is_draft:
        for footer in (front.footer, front.even_page_footer):
            _fill(footer, _foot([], at="center", is_draft=True))
    for header in (main.header, main.even_page_header):
        _fill(header, _head(document, first_section))
    _fill(main.footer, _foot(_page_number(), at="right", is_draft=is_draft))
    _fill(main.even_page_footer, _foot(_page_number(), at="left", is_draft=is_draft))


def _page(*, top: float, bottom: float) -> list[Element]:
    margins = {"top": mm(top), "right": mm(SIDE), "bottom": mm(bottom), "left": mm(SIDE)}
    return [
        w("type", val="nextPage"),
        w("pgSz", w=mm(210), h=mm(297)),
        w("pgMar", **margins, header=mm(19), footer=mm(min(bottom - 4, 15)), gutter=0),
        w("cols", space=720),
    ]


def _fill(part: _Header | _Footer, content: Element) -> None:
    part.is_linked_to_previous = False
    root = part._element
    for child in list(root):
        root.remove(child)
    root.append(content)


def _head(document: Document, first_section: str) -> Element:
    """The masthead on the left, on the right the section that the page is in."""
    style, running = style_id(form.HEADER), style_id(form.RUNNING)
    name = form.styled(form.SECTION)
    runs = [run(f"{document.title}　第{document.number}期"), w("r", w("tab"))]
    if first_section:
        runs += field(f'STYLEREF "{name}" \\n', "一、", running)
        runs += field(f'STYLEREF "{name}"', first_section, running)
    return paragraph(style, *runs, properties=[w("tabs", w("tab", val="right", pos=TEXT_WIDTH))])


def _foot(number: list[Element], *, at: str, is_draft: bool) -> Element:
    draft = [run(DRAFT_MARK, style_id(form.DRAFT))] if is_draft else []
    if at == "left":
        runs = [*number, *([w("r", w("tab")), *draft] if draft else [])]
    else:
        runs = [w("r", w("tab")), *draft, *([w("r", w("tab")), *number] if number else [])]
    return paragraph(style_id(form.FOOTER), *runs, properties=[_tabs()])


def _page_number() -> list[Element]:
    return [run("— "), *field("PAGE", "1"), run(" / "), *field("NUMPAGES", "1"), run(" —")]


def _tabs() -> Element:
    return w("tabs", w("tab", val="center", pos=TEXT_WIDTH // 2), w("tab", val="right", pos=TEXT_WIDTH))
