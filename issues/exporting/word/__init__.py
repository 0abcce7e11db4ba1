"""A Document as a Word file that an editor can send out, and that `issues.importing.word` reads back without loss."""

from django.conf import settings

from issues.document import Document
from issues.document.dumping import ReadAnnex
from issues.document.outline import outline
from issues.exporting.word import front, package, page_setup, sections
from issues.exporting.word.context import Context

__all__ = ["export_word"]


def export_word(document: Document, *, read_annex: ReadAnnex, is_draft: bool = False) -> bytes:
    """Returns the same bytes for equal documents. A draft has a draft notice on every page and no links to the site."""
    word = package.empty()
    context = Context(document, word.part, is_draft=is_draft, site_url=settings.SITE_URL)
    outline_sections = outline(document)
    names = sections.marks(document, outline_sections)
    body, width = word.element.body, page_setup.TEXT_WIDTH
    body.extend(front.masthead(document, width))
    body.extend(front.guide(outline_sections, names))
    body.append(page_setup.front_end())
    for section in outline_sections:
        body.extend(sections.section(context, section, names, width))
    body.extend(front.colophon(document))
    body.append(page_setup.last_section())
    sections.carry_empty(context)
    package.fill(word, context, read_annex)
    first = outline_sections[0].title if outline_sections else ""
    page_setup.set_headers_and_footers(word, document, first, is_draft=is_draft)
    return package.to_bytes(word)
