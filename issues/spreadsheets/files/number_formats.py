"""Shows a number as Excel does: its format says how exact a date is, and how many zeros are shown."""

import re
from dataclasses import dataclass
from datetime import datetime, time
from decimal import Decimal
from typing import Any

from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format, is_timedelta_format
from openpyxl.utils.datetime import from_excel

from issues.spreadsheets.files.cells import Unclear, as_text

_MONTH_AND_YEAR, _MONTH_AND_DAY = 'yyyy"年"m"月"', 'm"月"d"日"'
_CHINESE_FORMATS = {
    **dict.fromkeys((27, 36, 50, 52, 57), _MONTH_AND_YEAR),
    **dict.fromkeys((28, 29, 51, 53, 54, 58), _MONTH_AND_DAY),
    30: "m-d-yy",
    31: 'yyyy"年"m"月"d"日"',
    **dict.fromkeys((32, 34, 55), 'h"时"mm"分"'),
    **dict.fromkeys((33, 35, 56), 'h"时"mm"分"ss"秒"'),
}
"""Formats that are built into the Chinese Excel, whose files therefore do not contain them."""
_UNSEEN = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]', re.IGNORECASE)
_DATE_PART = re.compile(r"y+|e+|d+|h+|s+|m+", re.IGNORECASE)
_PLAIN_NUMBER = re.compile(r"[#,?]*(?P<zeros>0*)(?:\.(?P<decimals>0+))?(?P<percent>%?)")
_MAY_BE_OCTOBER = re.compile(r"(?:19|20)\d\d\.1")
OCTOBER = "“{}”可能是 1 月，也可能是 10 月（Excel 会去掉末尾的 0）；请写作 {}-01 或 {}-10"


@dataclass(frozen=True, slots=True)
class NumberFormat:
    """`date` holds those of "y", "m", "d" and "t" (a time of day) that are shown; it is empty for a number."""

    date: frozenset[str] = frozenset()
    is_duration: bool = False
    zeros: int = 0
    decimals: int = 0
    is_percent: bool = False

    @property
    def is_partial(self) -> bool:
        """Whether only the year, or only year and month, of a date is shown."""
        return self.date in ({"y"}, {"y", "m"})


GENERAL = NumberFormat()


def builtin_format(number: int) -> str:
    return str(BUILTIN_FORMATS.get(number) or _CHINESE_FORMATS.get(number) or "General")


def number_format(code: str) -> NumberFormat:
    if is_date_format(code):
        return NumberFormat(date=_date_parts(code), is_duration=is_timedelta_format(code))
    match = _PLAIN_NUMBER.fullmatch(_UNSEEN.sub("", code.split(";")[0]).strip())
    if not match:
        return GENERAL
    return NumberFormat(
        zeros=len(match["zeros"]), decimals=len(match["decimals"] or ""), is_percent=bool(match["percent"])
    )


def shown(value: int | float, form: NumberFormat, epoch: datetime) -> str:
    if form.date:
        return _date(value, form, epoch)
    text = as_text(value)
    if form is not GENERAL and value >= 0 and not isinstance(text, Unclear):
        text = _padded(text, form)
    return marked_if_unclear(text)


def marked_if_unclear(text: str) -> str:
    """October, typed as 2026.10, is stored as 2026.1. If nothing shows which month is meant, the value is marked as
    unclear, and a date column asks the user."""
    if not _MAY_BE_OCTOBER.fullmatch(text):
        return text
    return Unclear(text, OCTOBER.format(text, text[:4], text[:4]), only_as_date=True)


def _date_parts(code: str) -> frozenset[str]:
    written = [part[0].lower() for part in _DATE_PART.findall(_UNSEEN.sub("", code.split(";")[0]))]
    kinds = set()
    for n, part in enumerate(written):
        is_minute = part == "m" and ("h" in written[max(n - 1, 0) : n] or "s" in written[n + 1 : n + 2])
        kinds.add("t" if part in "hs" or is_minute else {"e": "y"}.get(part, part))
    return frozenset(kinds)


def _date(value: int | float, form: NumberFormat, epoch: datetime) -> str:
    try:
        moment: Any = from_excel(value, epoch, timedelta=form.is_duration)
    except (OverflowError, ValueError):
        return as_text("#VALUE!")
    if isinstance(moment, datetime) and "t" not in form.date:
        moment = datetime.combine(moment, time())
        if form.is_partial:
            return f"{moment:%Y-%m}" if "m" in form.date else f"{moment:%Y}"
    return as_text(moment)


def _padded(text: str, form: NumberFormat) -> str:
    """Adds the zeros that the format shows, but drops no stored digit, even where Excel rounds. The zeros of 2026.00 mean
    nothing and are dropped."""
    number = Decimal(text) * (100 if form.is_percent else 1)
    whole, _, decimals = f"{number:f}".partition(".")
    decimals = decimals.rstrip("0")
    decimals = decimals.ljust(form.decimals, "0") if decimals or form.is_percent else ""
    return f"{whole.zfill(form.zeros)}{'.' if decimals else ''}{decimals}{'%' if form.is_percent else ''}"
