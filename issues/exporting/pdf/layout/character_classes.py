"""Classes of characters that Chinese typesetting tells apart."""

import re

HAN = "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
OPENING, CLOSING = "“‘（《「『【〔〈〖", "，。、；：！？”’）》」』】〕〉〗．"
"""Marks whose ink is in the right half of their square, and in the left half."""
PUNCTUATION = (
    "\u3000-\u3003\u3008-\u3011\u3014-\u301f\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff60"
    "\u201c\u201d\u2018\u2019\u2026\u2014\u00b7\u25c6"
)
LATIN = "A-Za-z0-9%\u00b0\u00b1\u2265\u2264<>=+@#&$\u0370-\u03ff\u00c0-\u024f"

is_han = re.compile(f"[{HAN}]").match
is_cjk = re.compile(f"[{HAN}{PUNCTUATION}]").match
is_latin = re.compile(f"[{LATIN}]").match

ZERO_WIDTH_SPACE, WORD_JOINER = "\u200b", "\u2060"
INVISIBLE = ZERO_WIDTH_SPACE + WORD_JOINER + "\ufeff"
NO_HINTS = dict.fromkeys(map(ord, INVISIBLE))
"""For `str.translate`: the text without what was added for line breaking."""
