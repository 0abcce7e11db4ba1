"""Marked strings that templates take as they are. Only `issues.comparing.entries` and the review page
make them, of escaped text."""

from django.utils.safestring import SafeString


class MarkedText(SafeString):
    """Escaped text with <ins> and <del>, none of them over a line's end."""

    def splitlines(self, keepends: bool = False) -> list[str]:
        return [MarkedText(line) for line in super().splitlines(keepends)]


class MarkedHtml(SafeString):
    """What `mark_html` gave: it has passed the allow-list, which knows no marks and must not see it again."""
