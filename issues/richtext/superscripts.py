"""Writes superscripts and subscripts in plain text: 10<sup>9</sup> becomes 10⁹, and never 109.

Unicode characters are used where they exist; other text is written as people type it: x^(ab), V_max.
"""

import re

_DIGITS_AND_SIGNS = "0123456789+-=()"
_RAISED = str.maketrans(f"{_DIGITS_AND_SIGNS}ni−–－＋", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱ⁻⁻⁻⁺")
_LOWERED = str.maketrans(f"{_DIGITS_AND_SIGNS}−–－＋", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎₋₋₋₊")
_RAISED_SIGNS = re.compile(r"[⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱ]+")
_LOWERED_SIGNS = re.compile(r"[₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎]+")
_SAME_MEANING = re.compile(
    r"[*＊†‡§¶#®™©°′″'\"，,;；、.。\s]+"  # raised in any case, or with the same meaning on the line
    r"|(?:st|nd|rd|th)"  # 21st
    r"|(?:\[[^\[\]]*\]|［[^［］]*］|〔[^〔〕]*〕|【[^【】]*】)+"  # the number of a reference
)
_WORDS_OF_THEIR_OWN = {"o": "°", "º": "°", "∘": "°", "◦": "°", "TM": "™", "SM": "℠"}
_WORD = re.compile(r"[A-Za-z0-9]+")
_PARTS = re.compile(r"(\s*)(.*?)(\s*)", re.DOTALL)


def superscript(text: str) -> str:
    """The superscript `text` in plain text: ⁹, ²⁺, ^a, ^(a+b); the [1] of a footnote is unchanged."""
    before, middle, after = _parts(text)
    if not middle or _SAME_MEANING.fullmatch(middle):
        return text
    signs = middle.translate(_RAISED)
    if middle not in _WORDS_OF_THEIR_OWN and not _RAISED_SIGNS.fullmatch(signs):
        return f"{before}^{_bracketed(middle, is_word=False)}{after}"
    return before + _WORDS_OF_THEIR_OWN.get(middle, signs) + after


def subscript(text: str) -> str:
    """The subscript `text` in plain text: ₂, _i, _max, _(i+1)."""
    before, middle, after = _parts(text)
    if not middle or _SAME_MEANING.fullmatch(middle):
        return text
    if middle == "1c":  # HbA₁c, as it is always written
        return f"{before}₁c{after}"
    signs = middle.translate(_LOWERED)
    if _LOWERED_SIGNS.fullmatch(signs):
        return before + signs + after
    return f"{before}_{_bracketed(middle, is_word=True)}{after}"


def _parts(text: str) -> tuple[str, str, str]:
    match = _PARTS.fullmatch(text)
    return (match[1], match[2], match[3]) if match else ("", text, "")


def _bracketed(text: str, *, is_word: bool) -> str:
    """In brackets, unless it is clear without them where the script ends."""
    is_plain = len(text) == 1 or (is_word and _WORD.fullmatch(text))
    return text if is_plain or (text[0] in "(（" and text[-1] in ")）") else f"({text})"
