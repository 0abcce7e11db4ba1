"""Names of people as they are signed."""

import re


def as_signed(text: str) -> str:
    """林 知远 → 林知远; two people stay two."""
    names: list[str] = []
    for piece in re.split(r"[\s\u3000、，,]+", text.strip()):
        alone = len(piece) == 1 or (names and len(names[-1]) == 1)
        if alone and names and len(names[-1]) + len(piece) <= 4:
            names[-1] += piece
        else:
            names.append(piece)
    return "、".join(names)
