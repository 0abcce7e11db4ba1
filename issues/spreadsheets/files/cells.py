"""Converts one cell to text: from what Excel stored, and so that Excel does not take it for a formula."""

import re
from datetime import date, datetime, time, timedelta
from typing import Any

MAX_CELL = 32_767
"""Characters. Excel has this limit too, and the libraries that write files would cut longer text without a message."""
EXACT_DIGITS = 15
ERRORS = frozenset({"#REF!", "#N/A", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!", "#SPILL!", "#CALC!"})
_DANGEROUS = re.compile(r"'*[=+\-@\t\r\n]")
ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_ESCAPED_CONTROL = re.compile("_x(00[01][0-9A-F]|007F|00[89][0-9A-F]|FFF[EF])_", re.IGNORECASE)
_GUARDED = re.compile(r"'+[=+\-@\t\r\n]")


class Unclear(str):
    """A cell whose value may be wrong, or is wrong only as a date; `reason` (Chinese) says why."""

    reason: str
    only_as_date: bool

    def __new__(cls, text: str, reason: str, *, only_as_date: bool = False) -> "Unclear":
        cell = super().__new__(cls, text)
        cell.reason, cell.only_as_date = reason, only_as_date
        return cell


class Linked(str):
    """A cell with a link to a web address."""

    target: str

    def __new__(cls, text: str, target: str) -> "Linked":
        cell = super().__new__(cls, text)
        cell.target = target
        return cell


def as_text(value: Any) -> str:
    """The value as Excel shows it, whatever type it is stored as."""
    if type(value) is str:
        return value if not value or value[0] not in "'#" else _read(value)
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, int | float):
        return _number(value)
    return _moment(value)


def unescaped(text: str, escape: re.Pattern[str] = ESCAPED) -> str:
    """Excel writes a character that XML cannot hold as _x000D_, and an underscore before such a thing as _x005F_."""
    if not escape.search(text):
        return text
    replaced = escape.sub(lambda match: chr(int(match[1], 16)), text)
    # Two escapes may be the halves of one character: UTF-16 joins them, and a half alone becomes U+FFFD.
    return replaced.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def unescaped_controls(text: str) -> str:
    """The same for files that Excel did not write: other programs write these escapes into their tables as plain text."""
    return unescaped(text, _ESCAPED_CONTROL)


def guarded(text: str) -> str:
    """Adds an apostrophe before text that a spreadsheet would compute; `unguarded` removes it again."""
    return f"'{text}" if _DANGEROUS.match(text) else text


def unguarded(text: str) -> str:
    return text[1:] if _GUARDED.match(text) else text


def _read(text: str) -> str:
    if text in ERRORS:
        return Unclear(text, f"单元格是 Excel 的错误值 {text}")
    return unguarded(text)


def _number(value: int | float) -> str:
    if isinstance(value, float) and not value.is_integer():
        return repr(value)
    digits = str(int(value))
    if len(digits.lstrip("-")) <= EXACT_DIGITS:
        return digits
    return Unclear(
        digits,
        f"是超过 {EXACT_DIGITS} 位的数字，Excel 已把后面的位数改成 0；请把这一列设为“文本”格式，重新填写",
    )


def _moment(value: Any) -> str:
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "seconds")
    return (
        value.isoformat()
        if isinstance(value, date)
        else str(value)
        if isinstance(value, timedelta | time)
        else ""
    )
