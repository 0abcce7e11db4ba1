"""Exports a Document as Markdown: CommonMark with the tables of GitHub.

We do not use markdownify, because it does not escape "|" in a cell, does not expand joined cells, and marks bold text in a
way that fails next to Chinese punctuation.
"""

import re

from issues.document import Document
from issues.exporting.block_writer import BlockWriter, plain_page
from issues.exporting.plain_grid import Grid

_SPECIAL = re.compile(r"[\\`*\[\]<>|~#]|(?<!\w)_|_(?!\w)|&(?=#?\w+;)")
_LINE_START = re.compile(r"^([-+=:])|^(\d{1,9})([.)])(?=\s|$)")
_IN_ADDRESS = {ord(c): f"%{ord(c):02X}" for c in " \\<>|"}
_STOPS = "，。、；：？！"
_STARS = {"strong": "**", "em": "*"}
_TAGS = {"strong", "em", "sup", "sub"}


def export_markdown(document: Document, *, is_draft: bool = False) -> str:
    """All text is literal: none of it is taken as markup."""
    return _Markdown().write(plain_page(document, is_draft=is_draft))


class _Markdown(BlockWriter):
    line_break = cell_break = "<br>"  # which, unlike a break in the source, works in a cell too
    item_gap = "\n\n"
    list_gap = "<!-- -->"

    def escape(self, text: str) -> str:
        return _SPECIAL.sub(r"\\\g<0>", text)

    def marked(self, tag: str, inner: str, before: str) -> str:
        """Writes stars only where they cannot fail, otherwise an HTML tag. Next to punctuation, Markdown takes stars as
        emphasis only if their other side is a space or punctuation too, which is rare in Chinese text. So a full stop
        at the end of the bold text, the most frequent case (一是优化流程。), is written after the stars."""
        stars = _STARS.get(tag)
        words = inner.rstrip(_STOPS)
        if stars and words and words[0].isalnum() and words[-1].isalnum() and before != "*":
            return f"{stars}{words}{stars}{inner[len(words) :]}"
        return f"<{tag}>{inner}</{tag}>" if tag in _TAGS else inner

    def link(self, inner: str, href: str, text: str) -> str:
        address = href.translate(_IN_ADDRESS)
        if href == text:
            return f"<{address}>"
        return f"[{inner}](<{address}>)" if "(" in address or ")" in address else f"[{inner}]({address})"

    def heading(self, level: int, text: str) -> str:
        return f"{'#' * level} {text.replace(self.line_break, ' ')}"

    def paragraph(self, text: str, name: str) -> str:
        return self.marked("strong", text, "") if name == "g-sec" else _LINE_START.sub(_escaped, text)

    def table(self, grid: Grid) -> str:
        head, *body = grid.rows
        lines = (head, ("---",) * len(head), *body)
        return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _escaped(start: re.Match[str]) -> str:
    return f"\\{start[1]}" if start[1] else f"{start[2]}\\{start[3]}"
