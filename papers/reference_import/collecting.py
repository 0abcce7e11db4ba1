"""Puts abstracts that were read from a file into the pool, or into a section of an issue."""

from django.db import transaction

from issues.editing.placement import assign_sections
from issues.models import Section
from papers.document import JournalAbstract as Abstract
from papers.models import JournalAbstract


@transaction.atomic
def collect(abstracts: list[Abstract], section: Section | None) -> Section | None:
    """All of them or none. Returns the section they are in, which may be a part of `section`.

    Raises `ContentLocked`, `Misplaced`.
    """
    rows = [JournalAbstract.from_document(abstract) for abstract in abstracts]
    assign_sections(rows, section)
    JournalAbstract.link_name_records(rows)
    JournalAbstract.objects.bulk_create(rows)
    return rows[0].section
