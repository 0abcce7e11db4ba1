"""Marked strings that templates take as they are. Only `issues.comparing.entries` and the review page
make them, of escaped text."""

from django.utils.safestring import SafeString, mark_safe

from issues.document import cleaning


class MarkedText(SafeString):
    """Escaped text with <ins> and <del>, none of them over a line's end."""

    def splitlines(self, keepends: bool = False) -> list[str]:
        return [MarkedText(line) for line in super().splitlines(keepends)]


class MarkedHtml(SafeString):
    """What `mark_html` gave: it has passed the allow-list, which knows no marks and must not see it again."""


def safe_html(html: str | None) -> SafeString:
    """Rich text for a page, cleaned once more: whatever wrote the row, only the allow-list reaches the page.

    Marked text was cleaned before it was marked. No row can hold it: the type is made in memory alone.
    """
    if isinstance(html, MarkedHtml):
        return html
    return mark_safe(cleaning.rich(html or ""))  # noqa: S308 - made safe by the cleaning
