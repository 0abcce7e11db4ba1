"""Splits text into the units of comparing: a Chinese character, a Latin word, a number, a date."""

import re

_LETTER = "A-Za-zÀ-ɏͰ-ӿ"
_DIGIT = "0-9０-９"
_JOINED = "\u0300-\u036f\u200c\u200d\ufe00-\ufe0f\U000e0100-\U000e01ef"
_TOKEN = re.compile(
    rf"""
      [{_DIGIT}]{{4}}年(?:[{_DIGIT}]{{1,2}}月(?:[{_DIGIT}]{{1,2}}日)?)?(?!度)
    | [{_DIGIT}]{{1,2}}月[{_DIGIT}]{{1,2}}日
    | [{_LETTER}{_DIGIT}][{_LETTER}{_DIGIT}{_JOINED}]*(?:[-.,:/'’][{_DIGIT}]+)*[%％‰]?
    | .[{_JOINED}]*
    """,
    re.VERBOSE | re.DOTALL,
)
_SENTENCE = re.compile(r"[^。！？；\n\u2028]*[。！？；\n\u2028]|[^。！？；\n\u2028]+")
_STOPS = frozenset("。！？；\n\u2028")
_PAUSES = frozenset("，、：,.;:!?（）()《》“”〔〕 \u3000")


def tokens(text: str) -> list[str]:
    return _TOKEN.findall(text)


def sentences(text: str) -> list[str]:
    return _SENTENCE.findall(text)


def boundary_strength(before: str, after: str) -> int:
    """How natural a cut between two tokens is: 2 at the end of a sentence or of the text, 1 at a comma or similar, else 0."""
    if not before or not after or before in _STOPS:
        return 2
    return 1 if before in _PAUSES or after in _PAUSES else 0
