"""Functions that read single values, by the annotation in `issues.document`; ValueError (Chinese) for an invalid value."""

from collections.abc import Callable, Mapping
from datetime import date
from uuid import UUID

from issues import richtext
from issues.document import MAX_LINE, cleaning, plain_text
from issues.document.partial_date import PartialDate
from issues.richtext.characters import controls_in
from issues.richtext.web_address import trimmed, why_unfit

MAX_TEXT = 200_000
MAX_INTEGER = 2**31 - 1


def text(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError("应为文字")
    if len(value) > MAX_TEXT:
        raise ValueError(f"超过 {MAX_TEXT} 字")
    if controls := controls_in(value):
        raise ValueError(f"含有看不见的控制字符（U+{ord(controls[0]):04X}）")
    return plain_text.as_text(value)


def line(value: object) -> str:
    line = text(value)
    if "\n" in line:
        raise ValueError("应为一行文字，不能换行")
    if len(line) > MAX_LINE:
        raise ValueError(f"超过 {MAX_LINE} 字")
    return line.replace("\t", " ")  # the other steps of `plain_text.as_line` are done


def cells(value: object) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise ValueError("应为一个列表 […]")
    return tuple(map(text, value))


def web_address(value: object) -> str:
    """An address that readers can open, unchanged."""
    if not isinstance(value, str):
        raise ValueError("应为文字")
    address = trimmed(value)
    if len(address) > MAX_LINE:
        raise ValueError(f"超过 {MAX_LINE} 字")
    if address and (reason := why_unfit(address)):
        raise ValueError(reason)
    return address


def rich(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError("应为文字")
    return richtext.clean(value)


def integer(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise ValueError("应为整数")
    if not 0 <= value <= MAX_INTEGER:
        raise ValueError(f"应在 0 到 {MAX_INTEGER} 之间")
    return value


def year(value: object) -> int:
    if not 1 <= (number := integer(value)) <= 9999:
        raise ValueError("应在 1 到 9999 之间")
    return number


def full_date(value: object) -> date:
    day = PartialDate.parse(line(value))
    if not day.day:
        raise ValueError(f"“{value}”应写到日，如 2025-09-28")
    return date(day.year, day.month, day.day)


def partial_date(value: object) -> PartialDate:
    return PartialDate.parse(line(value))


def uid(value: object) -> UUID:
    try:
        return UUID(line(value))
    except ValueError:
        raise ValueError(f"“{value}”不是 UUID") from None


Readers = Mapping[object, Callable[[object], object]]
READERS: Readers = {
    "line": line,
    "text": text,
    "rich": rich,
    "url": web_address,
    "cells": cells,
    "year": year,
    int: integer,
    date: full_date,
    PartialDate: partial_date,
    UUID: uid,
}

STORED: Readers = {
    **READERS,
    "line": cleaning.line,
    "text": cleaning.text,
    "rich": cleaning.rich,
    "url": cleaning.web_address,
    "cells": cleaning.cells,
    "year": integer,
}
"""For JSON that this program wrote itself."""
