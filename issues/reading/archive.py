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
"""What the foot of the page says of the periodical, as its newest issue has it."""


class ListedState(NamedTuple):
    """What decides how an issue is listed; as long as all stand the same, so does the page."""

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
    """Title, publishers, contact and date, as far as the issue may be read."""


class Archive:
    """The page as it was made last; one light query tells whether it still holds."""

    def __init__(self) -> None:
        self._standing: list[ListedState] = []
        self._page: Page | None = None

    def page(self) -> Page:
        standing = list(_standing())
        if self._page is None or self._standing != standing or settings.DEBUG:
            self._standing, self._page = standing, Page(_html(standing))
        return self._page


archive = Archive()


def _standing() -> Iterator[ListedState]:
    rows = Issue.objects.published().order_by("-number")
    for number, edition, digest, at in rows.values_list(
        "number", "edition", "edition__digest", "withdrawn_at"
    ):
        yield ListedState(number, edition, digest, at is not None)


def _html(standing: list[ListedState]) -> str:
    listed = list(_listed(standing))
    years = [(year, list(issues)) for year, issues in groupby(listed, key=lambda each: each.date.year)]
    newest = next((each.imprint for each in listed if not each.is_withdrawn), {})
    return render_to_string("reading/archive.html", {"years": years, "imprint": newest})


def _listed(standing: list[ListedState]) -> Iterator[Listed]:
    withdrawn = {row.edition_id: row.is_withdrawn for row in standing}
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
    """Straight from the stored JSON: reading hundreds of whole documents for a few lines each would take seconds."""
    for section in sections:
        groups = chain([section], section.get("parts", ()))
        titles = (entry.get("title") for group in groups for entry in group.get("entries", ()))
        yield from islice((title for title in titles if title), 1)
