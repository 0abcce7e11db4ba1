"""Document to one self-contained HTML file: the web page without the site around it."""

from pathlib import Path

from django.contrib.staticfiles import finders
from django.template.loader import render_to_string

from issues.document import Document
from issues.exporting.page_context import page_context

STYLESHEETS = ("palette.css", "reading/base.css", "reading/issue.css")


def export_html(document: Document, *, is_draft: bool = False) -> str:
    """The style sheets are inside; annexes are linked by their address on the site. A draft says so above and in its title."""
    styles = "".join(Path(str(finders.find(sheet))).read_text("utf-8") for sheet in STYLESHEETS)
    return render_to_string(
        "exports/issue.html", page_context(document, is_draft=is_draft) | {"styles": styles}
    )
