"""Exports a Document as one HTML file that needs no other file: the web page without the site around it."""

from pathlib import Path

from django.contrib.staticfiles import finders
from django.template.loader import render_to_string

from issues.document import Document
from issues.exporting.page_context import page_context

STYLESHEETS = ("palette.css", "reading/base.css", "reading/issue.css")


def export_html(document: Document, *, is_draft: bool = False) -> str:
    """The style sheets are included; annexes are links to the site. A draft is marked as such at the top and in the title."""
    styles = "".join(Path(str(finders.find(sheet))).read_text("utf-8") for sheet in STYLESHEETS)
    return render_to_string(
        "exports/issue.html", page_context(document, is_draft=is_draft) | {"styles": styles}
    )
