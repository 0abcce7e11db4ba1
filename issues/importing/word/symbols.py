"""Signs that only their font makes readable."""

from mammoth.docx.dingbats import dingbats

PRIVATE = range(0xF000, 0xF100)
"""Where Word keeps the places of a symbol font."""

FONTS = {font for font, _ in dingbats}
"""The symbol fonts that are known; in any other a private letter is just that."""


def symbol(font: str, code: int) -> str:
    """The Unicode sign for a place in a symbol font; "" if nobody knows it."""
    found = dingbats.get((font, code)) or dingbats.get((font, code - PRIVATE.start))
    return chr(found) if found else ""
