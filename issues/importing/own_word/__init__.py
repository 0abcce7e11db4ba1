"""Reads a Word file of our own making after somebody has worked on it: the edits win, the rest stays as it was.

See `issues.document.word_form` and docs/decisions/0020.
"""

import re

from issues.document import FORMAT, loading
from issues.document.word_form import PREFIX
from issues.importing.own_word import building
from issues.importing.own_word.addresses import with_addresses
from issues.importing.own_word.carried_data import is_own, read_carried
from issues.importing.own_word.reading import Reading
from issues.importing.recognition import Given, Recognition
from issues.importing.source import Remark, Source
from issues.importing.word import read_package
from issues.importing.word.package import Package

__all__ = ["read_own_word"]

_PAGE = r"(— (附件\d+-)?\d+( / \d+)? —)?"
_MARGIN = re.compile(rf".*　第\d+期(\t.*)?|{_PAGE}\t*(草稿　未经审核)?\t*{_PAGE}")


def read_own_word(package: Package, *, given: Given) -> Recognition | None:
    """None if the file is not of our making, or no paragraph has one of our styles. Raises `Unreadable` as `read_word`
    does, and where neither the file nor `given` has the number and the day."""
    if not is_own(package):
        return None
    source = read_package(package.with_new_limits())
    if not any(paragraph.style.startswith(PREFIX) for paragraph in source.paragraphs()):
        return None
    return _recognition(package, source, given)


def _recognition(package: Package, source: Source, given: Given) -> Recognition:
    carried = read_carried(package)
    reading = Reading(carried)
    for block in with_addresses(source.blocks, carried.addresses):
        reading.read(block)
    payload = {"format": FORMAT, **reading.front.payload}
    payload["imprint"] = reading.front.imprint | carried.imprint
    payload["sections"] = building.sections(reading.sections, carried, reading.remarks)
    _set_given(payload, given)
    return Recognition(
        document=loading.read(payload),
        guide=tuple(reading.front.guide),
        taken=tuple(reading.taken),
        remarks=(*filter(_is_needed, source.remarks), *reading.remarks),
    )


def _set_given(payload: dict[str, object], given: Given) -> None:
    if given.number:
        payload["number"] = given.number
    if given.date:
        payload["date"] = str(given.date)


def _is_needed(remark: Remark) -> bool:
    """Running heads and page numbers follow from the document, so they need no remark."""
    return not (remark.reason in ("页眉里的文字", "页脚里的文字") and _MARGIN.fullmatch(remark.text))
