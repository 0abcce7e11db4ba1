"""Document to PDF: the same partials as the web page, on the print base and the print stylesheet."""

from collections.abc import Iterator

from django.conf import settings
from django.template.loader import render_to_string

from issues.annex_files import open_kept
from issues.document import Annex, Document
from issues.exporting.pdf import Attachment, Rendered, render_pdf
from issues.outline import outline


def print_document(document: Document, *, is_draft: bool = False) -> Rendered:
    """Raises `RenderingFailed`. A draft carries a mark on every page."""
    return render_pdf(print_html(document, is_draft=is_draft), attachments=list(_attachments(document)))


def print_html(document: Document, *, is_draft: bool = False) -> str:
    context = {
        "document": document,
        "outline": outline(document),
        "is_draft": is_draft,
        "site_url": settings.SITE_URL,
    }
    return render_to_string("print/issue.html", context)


def annexes(document: Document) -> Iterator[Annex]:
    for entry in document.entries:
        yield from getattr(entry, "annexes", ())


def _attachments(document: Document) -> Iterator[Attachment]:
    for annex in annexes(document):
        with open_kept(annex.sha256) as file:
            yield Attachment(annex.filename, file.read(), annex.title)
