"""往期: every published issue by year, each with the first heading of every section."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import chain, groupby, islice
from typing import Any, NamedTuple

from django.conf import settings
from django.template.loader import render_to_string

from issues.models import Edition, Issue
from issues.reading.responses import Page

IMPRINT = ("title", "publishers", "contact")
"""Fields of the newest issue that are shown in the page footer."""


class ListedState(NamedTuple):
    """The state of an issue in the list; while all states are unchanged, so is the page."""

    number: int
    edition_id: int
    digest: str
    is_withdrawn: bool


@dataclass(frozen=True, slots=True)
class Listed:
    number: int
    date: date
    revision: int
    headings: tuple[str, ...]
    is_withdrawn: bool
    imprint: dict[str, Any]
    """Title, publishers, contact and date."""


class Archive:
    """The last rendered page; one light query decides whether it is still valid."""

    def __init__(self) -> None:
        self._states: list[ListedState] = []
        self._page: Page | None = None

    def page(self) -> Page:
        states = list(_listed_states())
        if self._page is None or self._states != states or settings.DEBUG:
            self._states, self._page = states, Page(_html(states))
        return self._page


archive = Archive()


def _listed_states() -> Iterator[ListedState]:
    rows = Issue.objects.published().order_by("-number")
    for number, edition, digest, at in rows.values_list(
        "number", "edition", "edition__digest", "withdrawn_at"
    ):
        yield ListedState(number, edition, digest, at is not None)


def _html(states: list[ListedState]) -> str:
    listed = list(_listed(states))
    years = [(year, list(issues)) for year, issues in groupby(listed, key=lambda each: each.date.year)]
    newest = next((each.imprint for each in listed if not each.is_withdrawn), {})
    return render_to_string("reading/archive.html", {"years": years, "imprint": newest})


def _listed(states: list[ListedState]) -> Iterator[Listed]:
    withdrawn = {row.edition_id: row.is_withdrawn for row in states}
    editions = Edition.objects.filter(pk__in=withdrawn).order_by("-current_for__number")
    for pk, revision, text in editions.values_list("pk", "revision", "document_json").iterator(chunk_size=50):
        stored = json.loads(text)
        printed = date.fromisoformat(stored["date"])
        yield Listed(
            number=stored["number"],
            date=printed,
            revision=revision,
            headings=() if withdrawn[pk] else tuple(_headings(stored["sections"])),
            is_withdrawn=withdrawn[pk],
            imprint={name: stored.get(name) for name in IMPRINT} | {"date": printed},
        )


def _headings(sections: Iterable[dict[str, Any]]) -> Iterator[str]:
    """Reads the stored JSON directly: building hundreds of Documents for a few lines each would take seconds."""
    for section in sections:
        groups = chain([section], section.get("parts", ()))
        titles = (entry.get("title") for group in groups for entry in group.get("entries", ()))
        yield from islice((title for title in titles if title), 1)
