from collections.abc import Iterable
from itertools import groupby

from django import template

from issues.outline import OutlineEntry

register = template.Library()


@register.filter
def by_hospital(items: Iterable[OutlineEntry]) -> list[tuple[int, str, list[OutlineEntry]]]:
    """Consecutive links of one hospital: (number from 1, hospital, links)."""
    groups = groupby(items, key=lambda item: item.entry.hospital)  # type: ignore[attr-defined]
    return [(number, hospital, list(group)) for number, (hospital, group) in enumerate(groups, 1)]
