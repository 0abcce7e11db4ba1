"""The one gate for plain text: every door (forms, JSON, tables, references, files, commands) and every column passes it.

Control characters and halves of characters are taken out, and whoever brought them hears of it (`why_unfit`, `oddities`).
Invisible and bidirectional marks are taken out without a word: nothing is lost with them. "\N{REPLACEMENT CHARACTER}" stays,
because it says that something was lost, and is reported. Free of Django.
"""

import re
from collections import Counter

from issues.richtext.characters import are_joined, controls_in, visible

LOST = "\N{REPLACEMENT CHARACTER}\N{OBJECT REPLACEMENT CHARACTER}"
_LOST = re.compile(f"[{LOST}]")
_NAMED = 3


def as_text(text: str) -> str:
    """Paragraphs, each ending with a newline; none before the first and after the last."""
    return visible(text.replace("\r\n", "\n") if "\r" in text else text).strip()


def as_line(text: str) -> str:
    """One line: an end of a line is a blank, or nothing between Chinese characters."""
    found = as_text(text)
    if "\n" in found:
        found = _joined([line for line in map(str.strip, found.split("\n")) if line])
    return found.replace("\t", " ") if "\t" in found else found


def _joined(lines: list[str]) -> str:
    pieces = lines[:1]
    for line in lines[1:]:
        pieces += (_gap(pieces[-1][-1], line[0]), line)
    return "".join(pieces)


def oddities(text: str) -> list[str]:
    """What a person should hear of, each as a clause in Chinese."""
    found = []
    if controls := controls_in(text):
        found.append(f"有 {len(controls)} 个看不见的控制字符（{_listed(controls)}），已去掉")
    if lost := len(_LOST.findall(text)):
        found.append(f"有 {lost} 个“{_LOST.search(text)[0]}”，原来的字已经丢失，请对照原文改正")  # type: ignore[index]
    return found


def why_unfit(text: str) -> str | None:
    """Why a person's own text is not stored as it stands, as a sentence; None where nothing is wrong."""
    found = oddities(text)
    return f"{'；'.join(found)}。请核对后再保存。" if found else None


def _gap(before: str, after: str) -> str:
    return "" if are_joined(before, after) else " "


def _listed(characters: list[str]) -> str:
    named = [f"U+{ord(one):04X}" for one in Counter(characters)]
    return "、".join(named[:_NAMED]) + ("……" if len(named) > _NAMED else "")
