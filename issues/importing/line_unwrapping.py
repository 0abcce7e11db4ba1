"""Joins lines that a program wrapped at the right margin of a page to paragraphs again."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from issues.importing.recognising.entries.addresses import splits_address
from issues.importing.recognising.text.item_labels import item_label_in
from issues.importing.recognising.text.wording import is_ended

_NARROWEST, _WIDEST = 50, 110
"""Columns of a printed line; a Chinese character takes two."""
_FULL = 6
"""Columns that a line may be shorter than the margin: an unbreakable word or sign is on the next line."""
_FEWEST = 8
_OUTLIERS = 50
"""One line in so many may be longer than the margin: a leader of dots, an address."""
_OTHER_WIDTHS = re.compile(r"\t|https?://|www\.|[.…·．]{4,}")
_LEADS_TO_PAGE = re.compile(r"[.…·．\s]{2,}[（(]?[0-9]{1,3}[）)]?\s*$")
_ONE_WORD = re.compile(r"[0-9]\n[0-9.%]|[0-9]\.\n[0-9]|[A-Za-z0-9]-\n[A-Za-z0-9]")
_INDENTED = re.compile(r"\u3000| {2,}")
_STARTS = re.compile(
    r"\s*(?:[◆■●▲★◇□○△☆▪•※➢►▶✦❖【#]|[-–][ \u3000]|附\s*件|编\s*辑|审\s*核|责\s*任|[\u4e00-\u9fff]{2,4}[:：]\s*\S)"
)


def columns(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(character) in "WFA" else 1 for character in text)


@dataclass(frozen=True, slots=True)
class Margin:
    """The right margin at which the lines of a text were wrapped."""

    width: int
    has_indents: bool
    """Whether paragraphs begin with blanks."""

    @classmethod
    def of(cls, lines: Sequence[str]) -> "Margin | None":
        """None where there is no margin that many lines reach and hardly any line passes."""
        filled = [line for line in lines if line.strip()]
        widths = sorted(columns(line.strip()) for line in filled if not _OTHER_WIDTHS.search(line))
        if len(widths) < _FEWEST:
            return None
        width = widths[-1 - len(widths) // _OUTLIERS]
        full = sum(1 for other in widths if other >= width - _FULL)
        if not _NARROWEST <= width <= _WIDEST or widths[-1] > 2 * _WIDEST:
            return None
        if full < max(_FEWEST, len(widths) / 6):
            return None
        return cls(width, sum(1 for line in filled if _INDENTED.match(line)) >= _FEWEST / 2)

    def is_wrapped(self, line: str, after: str) -> bool:
        """Whether `after` continues the paragraph that `line` is part of."""
        if columns(line.rstrip()) < self.width - _FULL or _LEADS_TO_PAGE.search(line[-2 * _WIDEST :]):
            return False
        if _INDENTED.match(after) or _STARTS.match(after):
            return False
        mark = item_label_in(after)
        if mark and mark.kind not in ("一是", "第一"):
            return False
        return self.has_indents or not is_ended(line)


def join_lines(before: str, after: str) -> str:
    """Joins two lines, with a blank between Latin words."""
    before, after = before.rstrip(), after.strip()
    if before.endswith("**") and after.startswith("**"):
        before, after = before[:-2], after[2:]  # bold that was closed for the end of the line alone
    gap = (
        " "
        if _were_words(before.rstrip("*"), after.lstrip("*")) and not splits_address(before, after)
        else ""
    )
    return f"{before}{gap}{after}"


def _were_words(before: str, after: str) -> bool:
    """Whether there was a blank between them; a number or a word with a hyphen had none: 202 and 5年, D- and to-B."""
    if not before[-1:].isascii() or not after[:1].isascii():
        return False
    return not _ONE_WORD.search(f"{before[-2:]}\n{after[:1]}")
