"""Marked strings, which templates print without escaping. Only `issues.comparing.entries` and the review page make them,
from escaped text."""

from django.utils.safestring import SafeString, mark_safe

from issues.document import cleaning


class MarkedText(SafeString):
    """Escaped text with <ins> and <del>, none of which extends over the end of a line."""

    def splitlines(self, keepends: bool = False) -> list[str]:
        return [MarkedText(line) for line in super().splitlines(keepends)]


class MarkedHtml(SafeString):
    """The result of `mark_html`: it was cleaned by the allow-list, which would remove the marks if it were applied again."""


def safe_html(html: str | None) -> SafeString:
    """Rich text for a page, cleaned again: whatever has written the row, only HTML of the allow-list is shown.

    Marked text was cleaned before it was marked. The type exists only in memory, so no row can contain it.
    """
    if isinstance(html, MarkedHtml):
        return html
    return mark_safe(cleaning.rich(html or ""))  # noqa: S308 - made safe by the cleaning
