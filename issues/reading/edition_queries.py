"""Which edition is the one to read: one light query for each request, also where nothing is kept yet.

The text of an edition is large and never changes, so the query names those that are kept and gets the text of
others only. In SQL and without a QuerySet, which would take longer to build the same query than Django takes for
all the rest of the request (bench/reading.py).
"""

from collections.abc import Collection
from typing import NamedTuple
from uuid import UUID

from django.db import connection

from issues.models import Edition, EditionEntry

TEXT = "CASE WHEN edition.id IN ({kept}) THEN '' ELSE edition.document_json END"
COLUMNS = (
    f"edition.id, edition.issue_id, edition.revision, {TEXT}, edition.digest, edition.pdf, edition.pdf_sha256,"
    " edition.pages, edition.correction_note,"
    " issue.withdrawn_at IS NOT NULL, edition.id = issue.edition_id"
)
OF_ISSUE = f"""
    SELECT {COLUMNS} FROM issues_issue issue JOIN issues_edition edition ON edition.id = issue.edition_id
    WHERE issue.number = %s
"""  # noqa: S608 - put together from constants; values go in as parameters
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
    """The first columns of an edition, in the order of the model's fields, and how it stands."""

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


def edition_of_issue(number: int, *, kept: Collection[int]) -> EditionRow | None:
    """The edition in force; `document_json` is "" where it is among those `kept`."""
    return _first(OF_ISSUE, number, kept)


def edition_of_entry(uid: UUID, *, kept: Collection[int]) -> EditionRow | None:
    """Of all editions with this entry one in force, else the last."""
    return _first(OF_ENTRY, EditionEntry._meta.get_field("uid").get_db_prep_value(uid, connection), kept)


def _first(query: str, key: int | str | UUID, kept: Collection[int]) -> EditionRow | None:
    marks = ", ".join(["%s"] * len(kept)) or "NULL"
    with connection.cursor() as cursor:
        cursor.execute(query.format(kept=marks), [*kept, key])
        row = cursor.fetchone()
    return row and EditionRow(*row)
