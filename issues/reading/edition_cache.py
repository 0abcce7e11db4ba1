"""Caches the editions that were read last, with their rendered pages, in this process."""

from collections import OrderedDict
from collections.abc import Callable
from functools import cached_property
from threading import Lock
from uuid import UUID

from django.conf import settings
from django.http import Http404

from issues.models import Edition
from issues.reading import edition_queries
from issues.reading.edition_queries import EditionRow
from issues.reading.entry_positions import entry_positions
from issues.reading.responses import Page
from issues.reading.unavailable import EntryRemoved, Withdrawn

CAPACITY = 200
"""Editions. Each takes about half a megabyte with all its pages. The number is large because a crawler requests all
editions in turn, and rendering a page again takes half a second."""


class CachedEdition:
    """One edition with its pages, each rendered when it is first asked for."""

    def __init__(self, edition: Edition) -> None:
        self.edition = edition
        self._pages: dict[str, Page] = {}

    @cached_property
    def uids(self) -> dict[str, UUID]:
        """The entry at each anchor of the issue."""
        return {
            position.item.anchor: position.item.entry.uid
            for position in entry_positions(self.edition.document)
        }

    def page(self, name: str, render: Callable[[Edition], str]) -> Page:
        if name not in self._pages:
            self._pages[name] = Page(render(self.edition))
        return self._pages[name]


_editions: OrderedDict[int, CachedEdition] = OrderedDict()
_lock = Lock()


def cached_edition_of_issue(number: int) -> CachedEdition:
    """Raises Http404 for an issue that was never published, `Withdrawn` for a withdrawn one."""
    cached = _cached_editions()
    return _readable(edition_queries.edition_of_issue(number, cached=cached), cached)


def cached_edition_of_entry(uid: UUID) -> CachedEdition:
    """Raises as `cached_edition_of_issue` does, and `EntryRemoved` if the current edition does not contain the entry."""
    cached = _cached_editions()
    row = edition_queries.edition_of_entry(uid, cached=cached)
    if row and not row.is_current and not row.is_withdrawn:
        raise EntryRemoved(row.issue_id)
    return _readable(row, cached)


def clear() -> None:
    with _lock:
        _editions.clear()


def _cached_editions() -> dict[int, CachedEdition]:
    with _lock:
        return dict(_editions)


def _readable(row: EditionRow | None, cached: dict[int, CachedEdition]) -> CachedEdition:
    if row is None:
        raise Http404
    if row.is_withdrawn:
        raise Withdrawn(row.issue_id)
    cached_edition = cached.get(row.id)
    if (
        cached_edition is None or cached_edition.edition.digest != row.digest
    ):  # another database under the same process
        cached_edition = CachedEdition(row.edition() if row.document_json else Edition.objects.get(pk=row.id))
    _store(cached_edition)
    return cached_edition


def _store(cached_edition: CachedEdition) -> None:
    """Stores nothing in DEBUG mode, so that changed templates are used."""
    if settings.DEBUG:
        return
    with _lock:
        _editions[cached_edition.edition.pk] = cached_edition
        _editions.move_to_end(cached_edition.edition.pk)
        while len(_editions) > CAPACITY:
            _editions.popitem(last=False)
