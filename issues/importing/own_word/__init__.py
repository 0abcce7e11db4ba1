"""A Word file of our own making, as it is after somebody has worked on it: the edits win, the rest is as it was.

See `issues.document.word_form` and docs/decisions/0020.
"""

import re

from issues.document import FORMAT, loading
from issues.document.word_form import PREFIX
from issues.importing.own_word import building
from issues.importing.own_word.carried_data import carried, is_own
from issues.importing.own_word.reading import Reading
from issues.importing.recognition import Given, Recognition
from issues.importing.source import Remark, Source
from issues.importing.word import read_word
from issues.importing.word.package import Package

__all__ = ["read_own_word"]

_MARGIN = re.compile(r".*　第\d+期(\t.*)?|(— \d+ / \d+ —)?\t*(草稿　未经审核)?\t*(— \d+ / \d+ —)?")


def read_own_word(data: bytes, *, given: Given) -> Recognition | None:
    """None if the file is not of our making, or nothing of our styles is left in it. Raises `Unreadable` as
    `read_word` does, and where neither the file nor `given` says the number and the day."""
    package = Package(data)
    if not is_own(package):
        return None
    source = read_word(data)
    if not any(paragraph.style.startswith(PREFIX) for paragraph in source.paragraphs()):
        return None
    return _recognition(package, source, given)


def _recognition(package: Package, source: Source, given: Given) -> Recognition:
    beside = carried(package)
    reading = Reading(beside)
    for block in source.blocks:
        reading.read(block)
    told = {"format": FORMAT, **reading.front.told}
    told["sections"] = building.sections(reading.sections, beside, reading.remarks)
    _give(told, given)
    return Recognition(
        document=loading.read(told),
        guide=tuple(reading.front.guide),
        taken=tuple(reading.taken),
        remarks=(*filter(_is_telling, source.remarks), *reading.remarks),
    )


def _give(told: dict[str, object], given: Given) -> None:
    if given.number:
        told["number"] = given.number
    if given.date:
        told["date"] = str(given.date)


def _is_telling(remark: Remark) -> bool:
    """Running heads and page numbers are derived."""
    return not (remark.reason in ("页眉里的文字", "页脚里的文字") and _MARGIN.fullmatch(remark.text))
