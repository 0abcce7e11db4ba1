"""A Document as a Word file that an editor can send out, and that `issues.importing.word` reads back without loss."""

from collections.abc import Iterator, Mapping

from django.conf import settings

from issues.document import Document
from issues.document.annexes import annex_pages
from issues.document.dumping import ReadAnnex
from issues.document.outline import OutlineSection, outline
from issues.exporting.word import annexes, front, package, page_setup, sections
from issues.exporting.word.context import Context
from issues.exporting.word.page_estimate import estimated_pages
from issues.exporting.word.xml import TEXT_WIDTH, Element

__all__ = ["export_word"]


def export_word(
    document: Document,
    *,
    read_annex: ReadAnnex,
    is_draft: bool = False,
    printed_pages: Mapping[str, int] | None = None,
) -> bytes:
    """Returns the same bytes for equal documents. A draft has a draft notice on every page and no links to the site.

    `printed_pages`: the page of each anchor in the PDF, for the guide. Without them the pages are estimated.
    """
    word = package.empty()
    context = Context(document, word.part, is_draft=is_draft, site_url=settings.SITE_URL)
    outline_sections = outline(document)
    names = sections.marks(document, outline_sections)
    main = list(_columns(context, outline_sections, names))
    unnumbered = _front(document, outline_sections, names, front.GuidePages())
    guide_pages = _guide_pages(unnumbered, main, names, printed_pages or {})
    body = word.element.body
    body.extend(_front(document, outline_sections, names, guide_pages))
    body.append(page_setup.front_end())
    body.extend(main)
    body.extend(front.colophon(document))
    pages = annex_pages(document)
    body.extend(annexes.annexes(context, pages, len(outline_sections)))
    body.append(page_setup.annex_section() if pages else page_setup.last_section(len(outline_sections)))
    sections.carry_empty(context)
    context.carry_imprint()
    package.fill(word, context, read_annex)
    page_setup.set_headers_and_footers(word, document, outline_sections, is_draft=is_draft)
    return package.to_bytes(word)


def _columns(
    context: Context, outline_sections: list[OutlineSection], names: dict[str, str]
) -> Iterator[Element]:
    for number, section in enumerate(outline_sections):
        if number:
            yield page_setup.column_end(number)
        yield from sections.section(context, section, names, TEXT_WIDTH)


def _front(
    document: Document, outline_sections: list[OutlineSection], names: dict[str, str], pages: front.GuidePages
) -> list[Element]:
    return [*front.masthead(document, TEXT_WIDTH), *front.guide(outline_sections, names, pages)]


def _guide_pages(
    first: list[Element], main: list[Element], names: dict[str, str], printed_pages: Mapping[str, int]
) -> front.GuidePages:
    """Those of the PDF if it has all of them, as one of another content has not."""
    if names.keys() <= printed_pages.keys():
        return front.GuidePages(by_anchor=printed_pages)
    pages = estimated_pages(first, main, TEXT_WIDTH)
    by_anchor = {anchor: pages[name] for anchor, name in names.items() if name in pages}
    return front.GuidePages(by_anchor=by_anchor, is_estimate=True)
