"""The editions read last, kept in this process with the pages made from them."""

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
"""Editions; each takes about half a megabyte once all its pages have been asked for. Many, since a crawler asks for
all of them in turn and every page that was dropped costs half a second to make again."""


class CachedEdition:
    """One edition with its pages, each rendered when it is first asked for."""

    def __init__(self, edition: Edition) -> None:
        self.edition = edition
        self._pages: dict[str, Page] = {}

    @cached_property
    def uids(self) -> dict[str, UUID]:
        """The entry at each anchor of the issue."""
        return {place.item.anchor: place.item.entry.uid for place in entry_positions(self.edition.document)}

    def page(self, name: str, render: Callable[[Edition], str]) -> Page:
        if name not in self._pages:
            self._pages[name] = Page(render(self.edition))
        return self._pages[name]


_volumes: OrderedDict[int, CachedEdition] = OrderedDict()
_lock = Lock()


def cached_edition_of_issue(number: int) -> CachedEdition:
    """Raises Http404 where there never was one, `Withdrawn` where it was taken down."""
    kept = _kept()
    return _readable(edition_queries.edition_of_issue(number, kept=kept), kept)


def cached_edition_of_entry(uid: UUID) -> CachedEdition:
    """Raises as `cached_edition_of_issue` does, and `EntryRemoved` where the edition in force is without the entry."""
    kept = _kept()
    found = edition_queries.edition_of_entry(uid, kept=kept)
    if found and not found.is_current and not found.is_withdrawn:
        raise EntryRemoved(found.issue_id)
    return _readable(found, kept)


def clear() -> None:
    with _lock:
        _volumes.clear()


def _kept() -> dict[int, CachedEdition]:
    with _lock:
        return dict(_volumes)


def _readable(found: EditionRow | None, kept: dict[int, CachedEdition]) -> CachedEdition:
    if found is None:
        raise Http404
    if found.is_withdrawn:
        raise Withdrawn(found.issue_id)
    volume = kept.get(found.id)
    if volume is None or volume.edition.digest != found.digest:  # another database under the same process
        volume = CachedEdition(found.edition() if found.document_json else Edition.objects.get(pk=found.id))
    _keep(volume)
    return volume


def _keep(volume: CachedEdition) -> None:
    """While templates are being written (DEBUG), nothing is kept."""
    if settings.DEBUG:
        return
    with _lock:
        _volumes[volume.edition.pk] = volume
        _volumes.move_to_end(volume.edition.pk)
        while len(_volumes) > CAPACITY:
            _volumes.popitem(last=False)
