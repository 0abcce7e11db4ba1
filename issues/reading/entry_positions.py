"""The position of each entry in its issue: its heading, section and neighbours."""

from dataclasses import dataclass

from issues.document import Document
from issues.document.outline import OutlineEntry, OutlineSection, outline


@dataclass(frozen=True, slots=True)
class EntryPosition:
    heading: str
    section: OutlineSection
    item: OutlineEntry


def entry_positions(document: Document) -> list[EntryPosition]:
    """In reading order."""
    headings = {entry.uid: heading for entry, heading in document.headings()}
    return [
        EntryPosition(headings[item.entry.uid], section, item)
        for section in outline(document)
        for part in section.parts
        for run in part.runs
        for item in run.entries
    ]
