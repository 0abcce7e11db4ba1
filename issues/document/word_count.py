"""Counts words (字数) as Word does: each Chinese character or punctuation mark, and each word or number of other scripts.

The browser counts typed text with the same `PATTERN` (static/admin/forms/word_count.js).
"""

import re
from functools import lru_cache
from html import unescape

_EAST = (
    "\u2018\u2019\u201c\u201d\u2014\u2026\u00b7"  # ‘ ’ “ ” — … ·
    "\u2460-\u24ff\u2e80-\u2fff\u3001-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\uac00-\ud7af"
    "\uf900-\ufaff\ufe30-\ufe4f\uff01-\uffef\U00020000-\U0003ffff"
)
_BLANK = "\t-\x20\x7f-\xa0\u1680\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\ufeff"
_WORD = f"(?:[^{_EAST}{_BLANK}]|(?<=[A-Za-z])\u2019(?=[A-Za-z]))+"
PATTERN = f"{_WORD}|[{_EAST}]"
"""Matches one word. It is valid in Python and in JavaScript (flag u): without escapes and character classes such as \\w."""

_RUN = re.compile(f"({_WORD})|[{_EAST}]+")
_COMMENT, _TAG = re.compile(r"<!--.*?-->", re.DOTALL), re.compile("<[^>]*>")
_BREAK = re.compile(r"</?(?:p|br|li|[ou]l|t[a-z]+)\b[^>]*>")


def count_words(text: str) -> int:
    return sum(1 if run[1] else len(run[0]) for run in _RUN.finditer(text))


@lru_cache(maxsize=500)
def count_rich_words(html: str) -> int:
    """Counts the words of canonical rich text: paragraphs, items and cells end a word, inline tags do not."""
    return count_words(unescape(_TAG.sub("", _BREAK.sub(" ", _COMMENT.sub("", html)))))
