"""Formats the names of people."""

import re

_BETWEEN_TWO = re.compile(r"(?<=\S[ \u3000]\S)[ \u3000]{2,}(?=\S[ \u3000]\S)")
"""The wider blank between two names: 文 澜  顾 言."""


def format_names(text: str) -> str:
    """林 知远 → 林知远; two names stay two, joined by 、."""
    return "、".join(_one_name(part) for part in _BETWEEN_TWO.split(text.strip()))


def _one_name(text: str) -> str:
    names: list[str] = []
    for piece in re.split(r"[\s\u3000、，,]+", text.strip()):
        alone = len(piece) == 1 or (names and len(names[-1]) == 1)
        if alone and names and len(names[-1]) + len(piece) <= 4:
            names[-1] += piece
        else:
            names.append(piece)
    return "、".join(names)
