from collections.abc import Iterable
from uuid import UUID

from django import template

from issues.outline import OutlineEntry

register = template.Library()


@register.filter
def by_hospital(
    items: Iterable[OutlineEntry], whole: Iterable[OutlineEntry] = ()
) -> list[tuple[int, str, list[OutlineEntry]]]:
    """(number from 1, hospital, links): a hospital stands where its name first occurs and gathers all its links.

    The name is the printed one; hospitals and the links of each otherwise keep their order. Where `items` are taken
    out of a `whole`, hospitals have its numbers.
    """
    groups: dict[str, list[OutlineEntry]] = {}
    for item in items:
        groups.setdefault(item.entry.hospital, []).append(item)  # type: ignore[attr-defined]
    numbers = _numbers(whole or (item for links in groups.values() for item in links))
    return [(numbers.get(links[0].entry.uid, 0), hospital, links) for hospital, links in groups.items()]


def _numbers(items: Iterable[OutlineEntry]) -> dict[UUID, int]:
    """By the entry's uid: its name may carry marks."""
    known: dict[str, int] = {}
    return {
        item.entry.uid: known.setdefault(item.entry.hospital, len(known) + 1)  # type: ignore[attr-defined]
        for item in items
    }
