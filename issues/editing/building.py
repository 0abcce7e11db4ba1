"""Rows to Document: one query for each kind of row, however many rows there are."""

from collections import defaultdict
from dataclasses import fields

from issues import document
from issues.document import Contact, Document, Imprint, Signature
from issues.document.cleaning import cleaned
from issues.document.kinds import entry_kinds
from issues.models import Issue, Section, entry_model


def build_document(issue: Issue) -> Document:
    """The Document of the issue as its rows are now, with sections and entries in their order, empty sections included."""
    return cleaned(build_unchecked(issue))


def build_unchecked(issue: Issue) -> Document:
    """The Document without the cleaning of its texts. Only for checks that report what is wrong with the rows."""
    entries = _entries_by_section(issue)
    sections = list(issue.sections.order_by("position", "pk"))
    parts: dict[int | None, list[Section]] = defaultdict(list)
    for section in sections:
        parts[section.parent_id].append(section)
    return Document(
        number=issue.number,
        date=issue.date,
        title=issue.title,
        publishers=tuple(issue.publishers),
        contact=Contact(name=issue.contact_name, phone=issue.contact_phone),
        imprint=imprint_of(issue),
        editor=issue.editor,
        reviewer=issue.reviewer,
        signatures=tuple(Signature(**signed) for signed in issue.signatures),
        sections=tuple(_section(section, parts[section.pk], entries) for section in parts[None]),
    )


def imprint_of(issue: Issue) -> Imprint:
    return Imprint(**{f.name: getattr(issue, f.name) for f in fields(Imprint)})


Entries = dict[int | None, list[document.Entry]]


def _entries_by_section(issue: Issue) -> Entries:
    rows = [
        row for kind in entry_kinds() for row in entry_model(kind).objects.in_issue(issue.pk).for_document()
    ]
    by_section: Entries = defaultdict(list)
    for row in sorted(rows, key=lambda row: (row.position, row.created_at)):
        by_section[row.section_id].append(row.to_document())
    return by_section


def _section(section: Section, parts: list[Section], entries: Entries) -> document.Section:
    return document.Section(
        kind=section.kind,
        title=section.title,
        intro=section.intro or None,
        entries=tuple(entries[section.pk]),
        parts=tuple(
            document.Part(title=part.title, intro=part.intro or None, entries=tuple(entries[part.pk]))
            for part in parts
        ),
    )
