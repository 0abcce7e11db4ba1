from collections.abc import Iterable

from django import template

from issues.outline import OutlineEntry

register = template.Library()


@register.filter
def by_hospital(items: Iterable[OutlineEntry]) -> list[tuple[int, str, list[OutlineEntry]]]:
    """(number from 1, hospital, links): a hospital stands where its name first occurs and gathers all its links.

    The name is the printed one; hospitals and the links of each otherwise keep their order.
    """
    groups: dict[str, list[OutlineEntry]] = {}
    for item in items:
        groups.setdefault(item.entry.hospital, []).append(item)  # type: ignore[attr-defined]
    return [(number, hospital, links) for number, (hospital, links) in enumerate(groups.items(), 1)]
