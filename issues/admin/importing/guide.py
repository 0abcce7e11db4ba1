"""Compares the guide that a source printed with the guide that follows from its entries."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest

from issues.document import Document
from issues.document.outline import outline
from issues.importing.recognition import PrintedGuide

COMPARED = 500
"""Lines. Comparing takes time with the square of their number, so a hostile file must not have more."""


@dataclass(frozen=True, slots=True)
class Difference:
    """Lines of the two guides that belong together; "" if one guide does not have the line."""

    printed: str
    derived: str


def differences(printed: Iterable[PrintedGuide], document: Document) -> list[Difference]:
    theirs = [line for group in printed for line in (f"◆{group.section}", *group.headings)]
    ours = [
        line
        for section in outline(document)
        for line in (f"◆{section.title}", *(each.heading for each in section.guide))
    ]
    return list(_differences(theirs[:COMPARED], ours[:COMPARED])) if theirs else []


def _differences(theirs: list[str], ours: list[str]) -> Iterator[Difference]:
    """A full stop at the end of a heading counts as no difference."""
    matcher = SequenceMatcher(None, _bare(theirs), _bare(ours), autojunk=False)
    for tag, i, j, k, m in matcher.get_opcodes():
        if tag != "equal":
            yield from (Difference(a, b) for a, b in zip_longest(theirs[i:j], ours[k:m], fillvalue=""))


def _bare(lines: list[str]) -> list[str]:
    return [line.strip().rstrip("。；") for line in lines]
