"""Document to PDF: the same partials as the web page, on the print base and the print stylesheet."""

from django.template.loader import render_to_string

from issues.document import Document
from issues.exporting.enclosures import enclosures
from issues.exporting.page_context import page_context
from issues.exporting.pdf import PATIENCE, Rendered, render_pdf
from issues.job_progress import report


def print_document(document: Document, *, is_draft: bool = False, patience: float = PATIENCE) -> Rendered:
    """Raises `RenderingFailed`, also after `patience` seconds behind other jobs, and FileNotFoundError where an annex
    is not what the document names. A draft carries a mark on every page."""
    report("正在准备排版……")
    html = print_html(document, is_draft=is_draft)
    return render_pdf(html, attachments=list(enclosures(document)), patience=patience, on_page=_report_page)


def _report_page(page: int) -> None:
    report(f"正在排版：第 {page} 页……")


def print_html(document: Document, *, is_draft: bool = False) -> str:
    return render_to_string("print/issue.html", page_context(document, is_draft=is_draft))
