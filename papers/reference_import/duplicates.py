"""Finds abstracts that are stored already, in the pool or in an issue: by DOI, or by title and journal."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from papers.document import JournalAbstract as Abstract
from papers.doi import bare
from papers.models import Journal, JournalAbstract

Key = tuple[str, ...]


def find_duplicates(abstracts: Iterable[Abstract]) -> list["Duplicates"]:
    """For each of `abstracts` its duplicates. Three queries, however many there are."""
    keys, journals = [], Journal.objects.by_name()
    for abstract in abstracts:
        keys.append(_keys(abstract.title, abstract.journal, abstract.doi, journals))
    stored = _stored({key for own in keys for key in own}, journals)
    rows = _rows({pk for pks in stored.values() for pk in pks})
    first: dict[Key, int] = {}
    duplicates = []
    for index, own in enumerate(keys):
        earlier = min((first[key] for key in own if key in first), default=None)
        for key in own:
            first.setdefault(key, index)
        pks = dict.fromkeys(pk for key in own for pk in stored.get(key, ()))
        duplicates.append(Duplicates(tuple(rows[pk] for pk in pks if pk in rows), earlier))
    return duplicates


@dataclass(frozen=True, slots=True)
class Duplicates:
    """`stored`: the rows of the same paper; `earlier`: the index of the same paper before it in the upload."""

    stored: tuple[JournalAbstract, ...] = ()
    earlier: int | None = None

    def __bool__(self) -> bool:
        return bool(self.stored) or self.earlier is not None


def _keys(title: str, journal: str, doi: str | None, journals: dict[str, int]) -> set[Key]:
    keys: set[Key] = {("doi", bare(doi).lower())} if doi else set()
    if folded := _folded(title):
        keys.add(("title", folded, str(journals.get(journal, _folded(journal)))))
    return keys


def _folded(text: str) -> str:
    """Letters and digits alone: punctuation and width differ from one database to the next."""
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", text).casefold()))


def _stored(wanted: set[Key], journals: dict[str, int]) -> dict[Key, list[int]]:
    stored: dict[Key, list[int]] = {}
    rows: Any = JournalAbstract.objects  # the manager of every Entry, as far as types go
    for pk, title, journal, doi in rows.order_by("pk").values_list("pk", "title", "journal", "doi"):
        for key in _keys(title, journal, doi, journals) & wanted:
            stored.setdefault(key, []).append(pk)
    return stored


def _rows(pks: set[int]) -> dict[int, Any]:
    rows: Any = JournalAbstract.objects
    placed = rows.select_related("section__issue", "section__parent").defer("abstract")
    return {row.pk: row for row in placed.filter(pk__in=pks)}
