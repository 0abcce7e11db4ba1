"""Classifies characters: allowed in text, space, or invisible.

All text is cleaned here: rich text by `without_junk`, plain text by `issues.document.plain_text`.
"""

import re
import sys
import unicodedata

LINE_BREAK = "\u2028"
"""Represents <br> in a run of text; `without_junk` removes this character from source text."""

FIXED_SPACES = "\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u205f\u3000"
"""Spaces that are typed on purpose and preserved between words, above all the ideographic space."""

LINE_ENDS = "\n\r\v\f\x85\u2028\u2029"

# Signs of Arabic and similar scripts that have the category "format" although they are printed.
_PRINTED = "\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u0890\u0891\u08e2\U000110bd\U000110cd"
# Fillers and the grapheme joiner, which have the category "letter" or "mark" although they are invisible.
_FILLERS = "\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0"
_JOINERS = "\u200c\u200d"
_SELECTORS = "\ufe00-\ufe0f\U000e0100-\U000e01ef"

# Joiners and variation selectors change the glyph next to them. They are preserved where they have this effect: in
# scripts with joined letters, inside an emoji, after a Chinese character or a sign that has variants.
_JOINING_SCRIPTS = "\u0600-\u08ff\u0900-\u0dff\u0f00-\u109f\u1780-\u18af"
_SIGNS = "\u00a9\u00ae\u203c\u2049\u2122\u2139\u2190-\u2bff\u3030\u303d\u3297\u3299\U0001f000-\U0001faff"
_HAN = "\u3001-\u303f\u3400-\u9fff\uf900-\ufaff\uff00-\uff60\U00020000-\U0003ffff"
_SHAPES = re.compile(f"[{_JOINERS}{_SELECTORS}]")
_BEFORE_JOINER = re.compile(f"[{_JOINING_SCRIPTS}]")
_PART_OF_EMOJI = re.compile(f"[{_SIGNS}\ufe0f]")
_SIGN = re.compile(f"[{_SIGNS}]")
_HAS_VARIANTS = re.compile(f"[{_HAN}{_SIGNS}0-9#*]")


def _codes(*categories: str) -> set[int]:
    return {code for code in range(sys.maxunicode + 1) if unicodedata.category(chr(code)) in categories}


_NONCHARACTERS = {*range(0xFDD0, 0xFDF0)} | {
    plane | end for plane in range(0, 0x110000, 0x10000) for end in (0xFFFE, 0xFFFF)
}
_CONTROLS = (_codes("Cc", "Cs") | _NONCHARACTERS) - set(map(ord, f"\t{LINE_ENDS}"))
_INVISIBLE = (
    _codes("Cf") | set(map(ord, _FILLERS)) | {0x2065, *range(0xE0000, 0xE0100), *range(0xE01F0, 0xE1000)}
) - set(map(ord, _PRINTED + _JOINERS))

_ODD: dict[int, str | None] = dict.fromkeys(_CONTROLS | _INVISIBLE) | dict.fromkeys(map(ord, LINE_ENDS), "\n")
_JUNK: dict[int, str | None] = _ODD | dict.fromkeys(map(ord, "\t\u00a0\u202f"), " ")


_HIDDEN = re.compile(f"[{_SELECTORS}{''.join(chr(code) for code in _ODD if chr(code).isprintable())}]")
"""Invisible characters for which `str.isprintable` is true."""


def without_junk(text: str) -> str:
    """`text` without control and zero-width characters; its white space is " ", "\\n" or a fixed space."""
    return text if _is_plain(text) else _shaped(text.translate(_JUNK))


def visible(text: str) -> str:
    """`text` without control and zero-width characters; each end of a line is "\\n", spaces and tabs stay."""
    return text if _is_plain(text) else _shaped(text.translate(_ODD))


def controls_in(text: str) -> list[str]:
    """The forbidden characters of `text` that may replace a lost one: controls, surrogates, noncharacters."""
    return [] if _is_printable(text) else [character for character in text if ord(character) in _CONTROLS]


def _is_plain(text: str) -> bool:
    """True for nearly every text; this test takes a tenth of the time of translating every character."""
    return _is_printable(text) and not _HIDDEN.search(text)


def _is_printable(text: str) -> bool:
    return text.isprintable() or text.replace("\n", "").replace("\u3000", "").isprintable()


def are_joined(before: str, after: str) -> bool:
    """Whether a line break between these two characters means no space, as between Chinese characters."""
    widths = {unicodedata.east_asian_width(before), unicodedata.east_asian_width(after)}
    return widths <= {"W", "F", "A"} and bool(widths & {"W", "F"})


def _shaped(text: str) -> str:
    """`text` without joiners and selectors that have no effect."""
    if not _SHAPES.search(text):
        return text
    pieces: list[str] = []
    at = 0
    for match in _SHAPES.finditer(text):
        if match.start() > at:
            pieces.append(text[at : match.start()])
        at = match.end()
        if pieces and _shapes(pieces[-1][-1], match[0], text[at : at + 1]):
            pieces.append(match[0])
    return "".join((*pieces, text[at:]))


def _shapes(before: str, character: str, after: str) -> bool:
    if character not in _JOINERS:
        return bool(_HAS_VARIANTS.match(before))
    if _BEFORE_JOINER.match(before):
        return True
    return character == "\u200d" and bool(_PART_OF_EMOJI.match(before) and _SIGN.match(after))
