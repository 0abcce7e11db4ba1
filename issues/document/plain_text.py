"""Cleans all plain text: every form, import, spreadsheet and command, and every column uses these functions.

Control characters and unpaired surrogates are removed and reported (`why_unfit`, `oddities`). Invisible and
bidirectional marks are removed without a message: no content is lost. "\N{REPLACEMENT CHARACTER}" stays and is
reported, because it shows that a character was lost. Free of Django.
"""

import re
from collections import Counter

from issues.richtext.characters import are_joined, controls_in, visible

LOST = "\N{REPLACEMENT CHARACTER}\N{OBJECT REPLACEMENT CHARACTER}"
_LOST = re.compile(f"[{LOST}]")
_NAMED = 3


def as_text(text: str) -> str:
    """Paragraphs separated by newlines, without newlines at the start and the end."""
    return visible(text.replace("\r\n", "\n") if "\r" in text else text).strip()


def as_line(text: str) -> str:
    """One line: a line break becomes a space, or nothing between Chinese characters."""
    line = as_text(text)
    if "\n" in line:
        line = _joined([part for part in map(str.strip, line.split("\n")) if part])
    return line.replace("\t", " ") if "\t" in line else line


def _joined(lines: list[str]) -> str:
    pieces = lines[:1]
    for line in lines[1:]:
        pieces += (_gap(pieces[-1][-1], line[0]), line)
    return "".join(pieces)


def oddities(text: str) -> list[str]:
    """Faults of `text` that the user must know about, each as a clause in Chinese."""
    faults = []
    if controls := controls_in(text):
        faults.append(f"有 {len(controls)} 个看不见的控制字符（{_listed(controls)}），已去掉")
    if lost := _LOST.findall(text):
        faults.append(f"有 {len(lost)} 个“{lost[0]}”，原来的字已经丢失，请对照原文改正")
    return faults


def why_unfit(text: str) -> str | None:
    """The reason, as a Chinese sentence, why text that a user typed is not stored unchanged; None for clean text."""
    faults = oddities(text)
    return f"{'；'.join(faults)}。请核对后再保存。" if faults else None


def _gap(before: str, after: str) -> str:
    return "" if are_joined(before, after) else " "


def _listed(characters: list[str]) -> str:
    named = [f"U+{ord(character):04X}" for character in Counter(characters)]
    return "、".join(named[:_NAMED]) + ("……" if len(named) > _NAMED else "")
