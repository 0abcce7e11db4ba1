"""Builds paragraphs from runs and normalizes the space between words."""

import re
from collections.abc import Iterable, Iterator
from itertools import groupby

from issues.richtext.characters import FIXED_SPACES, LINE_BREAK, are_joined
from issues.richtext.tree import Paragraph, Run

_SPACE = f" \n{LINE_BREAK}{FIXED_SPACES}"
_PIECE = re.compile(f"([{_SPACE}]+)|[^{_SPACE}]+")


def paragraphs(runs: Iterable[Run]) -> list[Paragraph]:
    """The paragraphs in `runs`: none is empty or has space at its ends, and adjacent runs have different marks."""
    result: list[list[Run]] = []
    for space, word in _words(runs):
        if not result or _starts_paragraph(space):
            result.append([word])
            continue
        before = result[-1][-1]
        gap = _between(before.text[-1], space, word.text[0])
        if gap:
            result[-1].append(Run(gap, tuple(mark for mark in before.marks if mark in word.marks)))
        result[-1].append(word)
    return [Paragraph(_merged(words)) for words in result]


def _words(runs: Iterable[Run]) -> Iterator[tuple[str, Run]]:
    """Each word with the space before it, which may begin in an earlier run. Space at the end is dropped."""
    spaces: list[str] = []
    for run in runs:
        for piece in _PIECE.finditer(run.text):
            if piece[1]:
                spaces.append(piece[1])
            else:
                yield "".join(spaces), Run(piece[0], run.marks)
                spaces = []


def _starts_paragraph(space: str) -> bool:
    """Web pages without paragraph tags separate paragraphs by two line breaks, or by one and an indent."""
    breaks = space.count(LINE_BREAK)
    return breaks > 1 or (breaks == 1 and any(character in FIXED_SPACES for character in space))


def _between(before: str, space: str, after: str) -> str:
    if LINE_BREAK in space:
        return LINE_BREAK
    fixed = "".join(character for character in space if character in FIXED_SPACES)
    if fixed or not space:
        return fixed
    return "" if "\n" in space and are_joined(before, after) else " "


def _merged(runs: Iterable[Run]) -> list[Run]:
    by_marks = groupby(runs, key=lambda run: run.marks)
    return [Run("".join(run.text for run in same), marks) for marks, same in by_marks]
