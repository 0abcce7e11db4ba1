"""Which entry a place of the source belongs to: for the remarks that stay when it has been imported."""

import re

from issues.document import Document
from issues.importing.recognition import Recognition

_ENTRY = re.compile(r"(.+) › 第 ([0-9]+) 条")
"""As readers of back issues say what a block became."""


def entries_by_line(recognition: Recognition) -> dict[int, int]:
    """The place in `Document.entries` of the entry that the block at a line became part of."""
    places = _places(recognition.document)
    found: dict[int, int] = {}
    for taken in recognition.taken:
        told = _ENTRY.match(taken.became)
        place = places.get((told[1], int(told[2]))) if told else None
        if place is not None:
            found[taken.block.line] = place
    return found


def _places(document: Document) -> dict[tuple[str, int], int]:
    """By the path of section and part and the number there."""
    found: dict[tuple[str, int], int] = {}
    place = 0
    for section in document.sections:
        groups = [(section.title, section.entries)]
        groups += [(f"{section.title} › {part.title}", part.entries) for part in section.parts]
        for path, entries in groups:
            for number, _ in enumerate(entries, 1):
                found.setdefault((path, number), place)
                place += 1
    return found
