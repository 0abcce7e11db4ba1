"""What stands beside an entry under review, rendered once for as long as nothing in it changes."""

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
"""Stands in what is kept where the token of each request goes."""


@register.simple_tag(takes_context=True)
def aside(context: Mapping[str, Any], beside: EntryPanel, passage: Passage | None = None) -> SafeString:
    change = (passage.status, passage.told) if passage and not passage.is_removed else ("", "")
    html = _rendered(beside, *change).replace(TOKEN, str(context["csrf_token"]))
    return mark_safe(html)  # noqa: S308 - a template's


@lru_cache(maxsize=512)
def _rendered(beside: EntryPanel, status: str, told: str) -> str:
    context = {
        "beside": beside,
        "status": status,
        "status_name": NAMES[Status(status)] if status else "",
        "told": told,
        "csrf_token": TOKEN,
    }
    return get_template("admin/issues/review/_beside.html").render(context)
