"""Which characters can be printed here: asked of the font files themselves, before anything is printed."""

import re
import unicodedata
from functools import lru_cache
from pathlib import Path

from issues.exporting.pdf.fonts import faces
from issues.exporting.pdf.fonts.signs import is_known, replaced
from issues.exporting.pdf.fonts.tables import characters

_RANGES = (
    *((0x20, 0x7E), (0xA0, 0xFF), (0x391, 0x3A1), (0x3A3, 0x3A9), (0x3B1, 0x3C9), (0x2013, 0x2014)),
    *((0x2018, 0x2019), (0x201C, 0x201D), (0x2026, 0x2026), (0x2030, 0x2030), (0x2103, 0x2103)),
    *((0x2160, 0x2169), (0x2192, 0x2192), (0x2460, 0x2473), (0x25A0, 0x25A1), (0x25CB, 0x25CB)),
    *((0x25CF, 0x25CF), (0x3000, 0x3029), (0x4E00, 0x9FA5), (0xFF01, 0xFF5E)),
)
_ORDINARY = frozenset(code for first, last in _RANGES for code in range(first, last + 1))
"""What each of our fonts has; most texts hold nothing else, and then no file is opened."""
_ODD = re.compile("[^\n{}]".format("".join(f"\\U{first:08x}-\\U{last:08x}" for first, last in _RANGES)))


def unprintable(text: str) -> list[str]:
    """The characters of `text` that no font at hand draws, each once, in order."""
    odd = dict.fromkeys(_ODD.findall(text))
    return [letter for letter in odd if not _is_drawn(letter)]


def named(character: str) -> str:
    """As a message shows it: ☑（U+2611）; by its code point alone where nothing would be seen."""
    code = f"U+{ord(character):04X}"
    is_seen = unicodedata.category(character)[0] not in "CMZ"
    return f"{character}（{code}）" if is_seen else code


def _is_drawn(character: str) -> bool:
    category = unicodedata.category(character)
    if category in ("Cc", "Cf", "Zs", "Zl", "Zp") or character in "\ufe0e\ufe0f":
        return True
    has_signs = faces.has_signs(_faces())
    if is_known(character, has_signs=has_signs):
        character = replaced(character, has_signs=has_signs)[0]
        if is_known(character, has_signs=has_signs):
            return True
    return any(_has(path, character) for path in dict.fromkeys(face.path for face in _faces()))


def _has(path: Path, character: str) -> bool:
    """Whether a file draws it, if need be as a letter and its accent."""
    return any(
        all(ord(part) in characters(path) for part in form)
        for form in dict.fromkeys((character, unicodedata.normalize("NFD", character)))
    )


@lru_cache(maxsize=1)
def _faces() -> tuple[faces.Face, ...]:
    return tuple(faces.installed())
