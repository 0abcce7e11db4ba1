"""Finds the edition to show with one light query for each request.

The text of an edition is large and never changes, so the query excludes the text of cached editions. It is written in
SQL: building the same query with a QuerySet takes longer than the rest of the request (bench/reading.py).
"""

from collections.abc import Collection
from typing import NamedTuple
from uuid import UUID

from django.db import connection

from issues.models import Edition, EditionEntry

TEXT = "CASE WHEN edition.id IN ({cached}) THEN '' ELSE edition.document_json END"
COLUMNS = (
    f"edition.id, edition.issue_id, edition.revision, {TEXT}, edition.digest, edition.pdf, edition.pdf_sha256,"
    " edition.pages, edition.correction_note,"
    " issue.withdrawn_at IS NOT NULL, edition.id = issue.edition_id"
)
OF_ISSUE = f"""
    SELECT {COLUMNS} FROM issues_issue issue JOIN issues_edition edition ON edition.id = issue.edition_id
    WHERE issue.number = %s
"""  # noqa: S608 - built from constants; values are parameters
OF_ENTRY = f"""
    SELECT {COLUMNS}
    FROM issues_editionentry entry
    JOIN issues_edition edition ON edition.id = entry.edition_id
    JOIN issues_issue issue ON issue.id = edition.issue_id
    WHERE entry.uid = %s
    ORDER BY CASE WHEN edition.id = issue.edition_id THEN 0 ELSE 1 END,
        CASE WHEN issue.withdrawn_at IS NULL THEN 0 ELSE 1 END, edition.id DESC
    LIMIT 1
"""  # noqa: S608


class EditionRow(NamedTuple):
    """The first columns of an edition, in the order of the model's fields, and its state."""

    id: int
    issue_id: int
    revision: int
    document_json: str
    digest: str
    pdf: str
    pdf_sha256: str
    pages: int
    correction_note: str
    is_withdrawn: bool
    is_current: bool

    def edition(self) -> Edition:
        return Edition.from_db(connection.alias, self._fields[:-2], self[:-2])


def edition_of_issue(number: int, *, cached: Collection[int]) -> EditionRow | None:
    """The current edition; its `document_json` is "" if its id is in `cached`."""
    return _first(OF_ISSUE, number, cached)


def edition_of_entry(uid: UUID, *, cached: Collection[int]) -> EditionRow | None:
    """The current edition with this entry, or else the last one."""
    return _first(OF_ENTRY, EditionEntry._meta.get_field("uid").get_db_prep_value(uid, connection), cached)


def _first(query: str, key: int | str | UUID, cached: Collection[int]) -> EditionRow | None:
    marks = ", ".join(["%s"] * len(cached)) or "NULL"
    with connection.cursor() as cursor:
        cursor.execute(query.format(cached=marks), [*cached, key])
        row = cursor.fetchone()
    return row and EditionRow(*row)
