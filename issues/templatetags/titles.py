"""The title of an entry above its text."""

from collections.abc import Mapping
from typing import Any

from django.template import Library
from django.utils.html import format_html

register = Library()


@register.simple_tag(takes_context=True)
def entry_title(context: Mapping[str, Any], item: Any, title: str, label: str = "") -> str:
    """On the page of an issue (`permalinks`) the title is a link to the page of the entry."""
    words = format_html("{}{}", label, title)
    return format_html('<a href="{}/">{}</a>', item.anchor, words) if "permalinks" in context else words
