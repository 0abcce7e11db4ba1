"""The note that names the source of an entry. It is printed at the end of the last paragraph."""

import re
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from issues.comparing.css_classes import REMOVED
from issues.comparing.marked_strings import safe_html

register = template.Library()
END = "</p>"
TABLE = re.compile(r"<table[^>]*>")


@register.filter
def with_source(entry: Any) -> SafeString:
    """The body of an entry that has `body_html`, `source` and `source_url`."""
    body, note = _scrollable(safe_html(entry.body_html)), source_note(entry)
    if note and body.endswith(END) and not _ends_removed(body):
        body = body.removesuffix(END) + note + END
    elif note:
        body += format_html("<p>{}</p>", note)
    return mark_safe(body)  # noqa: S308 - the body has passed the allow-list, the note is escaped


def source_note(entry: Any) -> str:
    """（来源于……）, as a link if the address is known; without a name it shows the address."""
    source, url = entry.source or entry.source_url, entry.source_url
    if not source:
        return ""
    name = format_html('<a href="{}">{}</a>', url, source) if url else source
    return format_html('<span class="source">（来源于{}）</span>', name)


def _scrollable(body: str) -> str:
    """On a narrow screen a wide table scrolls by itself, instead of the page."""
    return TABLE.sub(r'<div class="wide">\g<0>', body).replace("</table>", "</table></div>")


def _ends_removed(body: str) -> bool:
    """Whether a comparison shows the last paragraph as removed, but not the note."""
    return body.startswith(f'<p class="{REMOVED}"', body.rfind("<p"))
