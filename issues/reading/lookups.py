"""Which edition is the one to read: one light query for each request, also where nothing is kept yet.

The text of an edition is large and never changes, so the query names those that are kept and gets the text of
others only. In SQL, because building the same query from a QuerySet takes longer than Django takes for the whole
request (bench/reading.py).
"""

from collections.abc import Collection
from uuid import UUID

from django.db import connection

from issues.models import Edition, EditionEntry

COLUMNS = """
    edition.id, edition.issue_id, edition.revision, edition.digest, edition.pdf, edition.pdf_checksum,
    edition.pages, edition.correction_note, edition.published_at, issue.withdrawn_at IS NOT NULL AS is_withdrawn,
    CASE WHEN edition.id IN ({kept}) THEN '' ELSE edition.document_json END AS document_json
"""
OF_ISSUE = f"""
    SELECT {COLUMNS} FROM issues_issue issue JOIN issues_edition edition ON edition.id = issue.edition_id
    WHERE issue.number = %s
"""  # noqa: S608 - put together from constants; values go in as parameters
OF_ENTRY = f"""
    SELECT {COLUMNS}, edition.id = issue.edition_id AS is_current
    FROM issues_editionentry entry
    JOIN issues_edition edition ON edition.id = entry.edition_id
    JOIN issues_issue issue ON issue.id = edition.issue_id
    WHERE entry.uid = %s
    ORDER BY CASE WHEN edition.id = issue.edition_id THEN 0 ELSE 1 END, is_withdrawn, edition.id DESC LIMIT 1
"""  # noqa: S608


def edition_of_issue(number: int, *, kept: Collection[int]) -> Edition | None:
    """The edition in force, with `is_withdrawn`; its `document_json` is "" where it is among those `kept`."""
    return _first(OF_ISSUE, number, kept)


def edition_of_entry(uid: UUID, *, kept: Collection[int]) -> Edition | None:
    """As above, with `is_current`: of all editions with this entry one in force, else the last."""
    return _first(OF_ENTRY, EditionEntry._meta.get_field("uid").get_db_prep_value(uid, connection), kept)


def _first(query: str, key: object, kept: Collection[int]) -> Edition | None:
    marks = ", ".join(["%s"] * len(kept)) or "NULL"
    return next(iter(Edition.objects.raw(query.format(kept=marks), [*kept, key])), None)
