"""Where an entry stands: in a section of an issue, in one of its parts, or in the material pool (素材库)."""

from collections.abc import Iterable

from django.db.models import Max

from issues.content.guarding import admit_change
from issues.content.recording import recording
from issues.models import Entry, Issue, Section
from issues.sections import section_kind_of


class Misplaced(Exception):
    """An entry cannot stand there; the message is Chinese and for the user, and nothing changed."""


@recording()
def place(entries: Iterable[Entry], section: Section | None) -> None:
    """Put stored entries at the end of the section, or into the pool. Raises `Misplaced`, `ContentLocked`."""
    for entry in entries:
        settle(entry, section)
        entry.save(update_fields=["section", "position"])


def settle(entry: Entry, section: Section | None) -> None:
    """Give the entry its place; the entry is not saved, a part that it needs is."""
    if section is None:
        entry.section, entry.position = None, 0
        return
    if not fits(entry.document_type.kind, section):
        raise Misplaced(f"“{section.title}”栏目不收{entry.entry_kind.label}")
    admit_change([section.issue_id])
    entry.section = _home(entry, section)
    entry.position = _end_of(entry.section)


def fits(entry_key: str, section: Section) -> bool:
    return any(kind.key == entry_key for kind in section.section_kind.entry_kinds)


def fitting_section(entry: Entry, issue: Issue) -> Section:
    """The section of the issue that takes such entries."""
    kind = section_kind_of(entry.document_type.kind)
    section = issue.sections.filter(parent=None, kind=kind.key).order_by("position", "pk").first()
    if section is None:
        raise Misplaced(f"{issue}没有“{kind.heading}”栏目，请先添加栏目")
    return section


def add_part(section: Section, title: str) -> Section:
    last = section.parts.aggregate(last=Max("position"))["last"]
    part = Section(
        issue_id=section.issue_id,
        parent=section,
        kind=section.kind,
        title=title,
        position=0 if last is None else last + 1,
    )
    part.save()
    return part


def _home(entry: Entry, section: Section) -> Section:
    """Where kinds have sub-headings, entries stand under one; what already stands without one stays so."""
    kind = section.section_kind
    if not kind.has_parts or section.parent_id is not None:
        return section
    if entry.names_its_part:
        return add_part(section, entry.heading)
    alike = type(entry)._default_manager
    standing = alike.filter(section__parent=section).order_by("section__position").first()
    if standing is not None and standing.section is not None:
        return standing.section
    if alike.filter(section=section).exists():
        return section
    return section.parts.filter(title=kind.part_heading).first() or add_part(section, kind.part_heading)


def _end_of(section: Section) -> int:
    ends = [
        kind.model.objects.filter(section=section).next_position()
        for kind in section.section_kind.entry_kinds
    ]
    return max(ends)
