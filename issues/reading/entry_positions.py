"""Where each entry stands in its issue: for its own page and the way back."""

from dataclasses import dataclass

from issues.document import Document
from issues.document.outline import OutlineEntry, OutlineSection, outline


@dataclass(frozen=True, slots=True)
class Place:
    heading: str
    section: OutlineSection
    item: OutlineEntry


def places(document: Document) -> list[Place]:
    """In reading order."""
    headings = {entry.uid: heading for entry, heading in document.headings()}
    return [
        Place(headings[item.entry.uid], section, item)
        for section in outline(document)
        for part in section.parts
        for run in part.runs
        for item in run.entries
    ]
