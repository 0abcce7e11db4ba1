"""Finds the entry that a line of the source belongs to, for the remarks that are stored with an import."""

import re

from issues.document import Document
from issues.importing.recognition import Recognition

_ENTRY = re.compile(r"(.+) › 第 ([0-9]+) 条")
"""The path that readers of back issues give in `Taken.became`."""


def entries_by_line(recognition: Recognition) -> dict[int, int]:
    """By the line of a block, the index in `Document.entries` of the entry that the block became part of."""
    indexes = _indexes(recognition.document)
    by_line: dict[int, int] = {}
    for taken in recognition.taken:
        match = _ENTRY.match(taken.became)
        index = indexes.get((match[1], int(match[2]))) if match else None
        if index is not None:
            by_line[taken.block.line] = index
    return by_line


def _indexes(document: Document) -> dict[tuple[str, int], int]:
    """By the path of section and part, and the number of the entry there."""
    indexes: dict[tuple[str, int], int] = {}
    index = 0
    for section in document.sections:
        groups = [(section.title, section.entries)]
        groups += [(f"{section.title} › {part.title}", part.entries) for part in section.parts]
        for path, entries in groups:
            for number, _ in enumerate(entries, 1):
                indexes.setdefault((path, number), index)
                index += 1
    return indexes
