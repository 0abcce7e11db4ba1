"""The panel of an entry in review. Equal panels are rendered only once and cached."""

import secrets
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from django.template import Library
from django.template.loader import get_template
from django.utils.safestring import SafeString, mark_safe

from issues.admin.review.changes import NAMES
from issues.admin.review.entry_panel import EntryPanel
from issues.admin.review.text import Passage
from issues.comparing.documents import Status

register = Library()
TOKEN = secrets.token_hex(32)
"""The placeholder in the cached HTML for the CSRF token of each request."""


@register.simple_tag(takes_context=True)
def entry_panel(context: Mapping[str, Any], panel: EntryPanel, passage: Passage | None = None) -> SafeString:
    change = (passage.status, passage.change_details) if passage and not passage.is_removed else ("", "")
    html = _rendered(panel, *change).replace(TOKEN, str(context["csrf_token"]))
    return mark_safe(html)  # noqa: S308 - a template's


@lru_cache(maxsize=512)
def _rendered(panel: EntryPanel, status: str, change_details: str) -> str:
    context = {
        "panel": panel,
        "status": status,
        "status_name": NAMES[Status(status)] if status else "",
        "change_details": change_details,
        "csrf_token": TOKEN,
    }
    return get_template("admin/issues/review/_entry_panel.html").render(context)
