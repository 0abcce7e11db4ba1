"""Renders the reading pages. They take no request, so they cannot contain a reader's name or a token."""

import re
from typing import Any
from uuid import UUID

from django.template.loader import render_to_string

from issues.document import Document
from issues.document.kinds import entry_kind
from issues.document.outline import outline
from issues.exporting.printable import why_not_printable
from issues.models import Edition
from issues.reading.entry_positions import entry_positions

LINE_BREAK = re.compile(r"[ \r\t]*\n[ \r\t\n]*")
"""A browser shows it as one space: no element of a reading page preserves white space."""


def issue_html(edition: Edition) -> str:
    context = _issue(edition.document) | {
        "edition": edition,
        "pdf_size": _pdf_size(edition),
        "permalinks": True,
    }
    return _rendered("reading/issue.html", context)


def preview_html(document: Document, *, back: str = "", back_label: str = "返回编排") -> str:
    """The page of `document`, marked as a draft, without links to unpublished pages. `back` is the address of the page
    that the editor came from."""
    unprintable = why_not_printable(document)
    extra = {"is_draft": True, "back": back, "back_label": back_label, "unprintable": unprintable}
    return _rendered("reading/issue.html", _issue(document) | extra)


def entry_html(edition: Edition, uid: UUID) -> str:
    document = edition.document
    entries = entry_positions(document)
    at = next(i for i, position in enumerate(entries) if position.item.entry.uid == uid)
    context = {
        "document": document,
        "position": entries[at],
        "entry": entries[at].item.entry,
        "body_templates": entry_kind(entries[at].item.entry.kind).body_templates,
        "previous": entries[at - 1] if at else None,
        "next": entries[at + 1] if at + 1 < len(entries) else None,
    }
    return _rendered("reading/entry.html", context)


def _rendered(template: str, context: dict[str, Any]) -> str:
    """Removes the indentation of the templates, an eighth of the page."""
    return LINE_BREAK.sub("\n", render_to_string(template, context))


def _issue(document: Document) -> dict[str, Any]:
    return {"document": document, "outline": outline(document)}


def _pdf_size(edition: Edition) -> int:
    """The size in bytes; 0 if the file is missing."""
    try:
        return edition.pdf.size
    except OSError:
        return 0
