"""Exports a Document as PDF, with the partials of the web page and the style sheet for print."""

from django.template.loader import render_to_string

from issues.document import Document
from issues.exporting.attachments import attachments_of
from issues.exporting.page_context import page_context
from issues.exporting.pdf import PATIENCE, Rendered, render_pdf
from issues.job_progress import report


def print_document(document: Document, *, is_draft: bool = False, patience: float = PATIENCE) -> Rendered:
    """Raises `RenderingFailed`, also after waiting `patience` seconds for other jobs, and FileNotFoundError if an annex is
    missing or changed. A draft has a mark on every page."""
    report("正在准备排版……")
    html = print_html(document, is_draft=is_draft)
    return render_pdf(
        html, attachments=list(attachments_of(document)), patience=patience, on_page=_report_page
    )


def _report_page(page: int) -> None:
    report(f"正在排版：第 {page} 页……")


def print_html(document: Document, *, is_draft: bool = False) -> str:
    return render_to_string("print/issue.html", page_context(document, is_draft=is_draft))
