from collections.abc import Iterable
from itertools import groupby

from django import template

from issues.document.outline import OutlineEntry

register = template.Library()


@register.filter
def by_hospital(items: Iterable[OutlineEntry]) -> list[tuple[int, str, list[OutlineEntry]]]:
    """(number, hospital, links) of links that stand as they are printed; the name is the printed one."""
    groups = ((number, list(links)) for number, links in groupby(items, key=lambda item: item.number))
    return [(number, links[0].entry.hospital, links) for number, links in groups]  # type: ignore[attr-defined]
