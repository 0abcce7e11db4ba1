"""Readers of single values, by the annotation of `issues.document`; ValueError (Chinese) on what does not fit."""

import re
from collections.abc import Callable
from datetime import date
from uuid import UUID

from issues import richtext
from issues.document import MAX_LINE
from issues.partial_date import PartialDate

CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")
WEB_ADDRESS = re.compile(r"https?://[^\s/]\S*", re.IGNORECASE)
MAX_TEXT = 200_000
MAX_INTEGER = 2**31 - 1


def text(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError("应为文字")
    if len(value) > MAX_TEXT:
        raise ValueError(f"超过 {MAX_TEXT} 字")
    if "\r" in value:
        value = value.replace("\r\n", "\n").replace("\r", "\n")
    cleaned = value.strip()
    if CONTROL.search(cleaned):
        raise ValueError("含有控制字符")
    return cleaned


def line(value: object) -> str:
    found = text(value)
    if "\n" in found:
        raise ValueError("应为一行文字，不能换行")
    if len(found) > MAX_LINE:
        raise ValueError(f"超过 {MAX_LINE} 字")
    return found


def web_address(value: object) -> str:
    """http or https and a host; blanks would break the link for every reader."""
    found = line(value)
    if found and not WEB_ADDRESS.fullmatch(found):
        raise ValueError("网址应以 http:// 或 https:// 开头，中间没有空格")
    return found


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


def full_date(value: object) -> date:
    found = PartialDate.parse(line(value))
    if not found.day:
        raise ValueError(f"“{value}”应写到日，如 2025-09-28")
    return date(found.year, found.month, found.day)


def partial_date(value: object) -> PartialDate:
    return PartialDate.parse(line(value))


def uid(value: object) -> UUID:
    try:
        return UUID(line(value))
    except ValueError:
        raise ValueError(f"“{value}”不是 UUID") from None


READERS: dict[object, Callable[[object], object]] = {
    "line": line,
    "text": text,
    "rich": rich,
    "url": web_address,
    int: integer,
    date: full_date,
    PartialDate: partial_date,
    UUID: uid,
}
