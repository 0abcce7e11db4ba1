"""Which characters can be printed here: asked of the font files themselves, before anything is printed."""

import unicodedata
from functools import lru_cache
from pathlib import Path

from fontTools.ttLib import TTFont

from issues.exporting.pdf import fonts
from issues.exporting.pdf.signs import is_known, replaced

_ORDINARY = (
    range(0x20, 0x7F),
    range(0xA1, 0x100),
    range(0x3000, 0x3030),
    range(0x4E00, 0x9FA6),
    range(0xFF01, 0xFF5F),
)
"""What each of our fonts has; most texts hold nothing else, and then no file is opened."""


def unprintable(text: str) -> list[str]:
    """The characters of `text` that no font at hand draws, each once, in order."""
    odd = dict.fromkeys(letter for letter in text if not any(ord(letter) in usual for usual in _ORDINARY))
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
    has_signs = fonts.has_signs(_faces())
    if is_known(character, has_signs=has_signs):
        character = replaced(character, has_signs=has_signs)[0]
        if is_known(character, has_signs=has_signs):
            return True
    return any(_has(path, character) for path in dict.fromkeys(face.path for face in _faces()))


def _has(path: Path, character: str) -> bool:
    """Whether a file draws it, if need be as a letter and its accent."""
    return any(
        all(ord(part) in _characters(path) for part in form)
        for form in dict.fromkeys((character, unicodedata.normalize("NFD", character)))
    )


@lru_cache(maxsize=1)
def _faces() -> tuple[fonts.Face, ...]:
    return tuple(fonts.installed())


@lru_cache(maxsize=32)
def _characters(path: Path) -> frozenset[int]:
    """Of a collection, its first font: they differ in the shapes, not in the characters."""
    with TTFont(str(path), lazy=True, fontNumber=0) as font:
        return frozenset(font.getBestCmap())
