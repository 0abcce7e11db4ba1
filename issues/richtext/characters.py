"""Which characters rich text holds, and which of them are space."""

import sys
import unicodedata

LINE_BREAK = "\u2028"
"""Stands for <br> in a run of text; source text cannot hold it, `without_junk` sees to that."""

FIXED_SPACES = "\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u205f\u3000"
"""Spaces that are set on purpose and kept between words, the ideographic space above all."""

# Joiners (U+200C, U+200D) and variation selectors shape the glyph beside them, so they are not junk.
_ZERO_WIDTH = "\u00ad\u180e\u200b\u200e\u200f\u2060\u2061\u2062\u2063\u2064\ufeff"
_DIRECTION = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_NOT_IN_XML = "\ufff9\ufffa\ufffb\ufffe\uffff"

_JUNK: dict[int, str | None] = {
    code: None for code in range(sys.maxunicode + 1) if unicodedata.category(chr(code)) in {"Cc", "Cs"}
}
_JUNK |= dict.fromkeys(map(ord, _ZERO_WIDTH + _DIRECTION + _NOT_IN_XML))
_JUNK |= dict.fromkeys(map(ord, "\t\u00a0\u202f"), " ")
_JUNK |= dict.fromkeys(map(ord, "\n\r\v\f\x85\u2028\u2029"), "\n")


def without_junk(text: str) -> str:
    """`text` without control and zero-width characters; its white space is " ", "\\n" or a fixed space."""
    return text.translate(_JUNK)


def are_joined(before: str, after: str) -> bool:
    """Whether a line of source that ends between these two leaves no space, as between Chinese characters."""
    widths = {unicodedata.east_asian_width(before), unicodedata.east_asian_width(after)}
    return widths <= {"W", "F", "A"} and bool(widths & {"W", "F"})
