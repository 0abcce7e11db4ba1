from collections.abc import Iterable
from itertools import groupby

from django import template

from hospitals.document import HospitalNewsLink
from issues.outline import OutlineEntry

register = template.Library()


@register.filter
def by_hospital(items: Iterable[OutlineEntry]) -> list[tuple[int, str, list[HospitalNewsLink]]]:
    """Consecutive links of one hospital: (number from 1, hospital, links)."""
    links = [item.entry for item in items if isinstance(item.entry, HospitalNewsLink)]
    groups = groupby(links, key=lambda link: link.hospital)
    return [(number, hospital, list(group)) for number, (hospital, group) in enumerate(groups, 1)]
