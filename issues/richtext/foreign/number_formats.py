"""Formats numbers as Word prints them, by Word's name of the number format."""

import re
from collections.abc import Callable

_DIGITS = "〇一二三四五六七八九"
_LEGAL = "零壹贰叁肆伍陆柒捌玖"
_STEMS, _BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"),
    (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip


def formatted_number(number: int, form: str) -> str:
    """Unknown formats give Arabic digits, as in Word."""
    form = _SAME.get(form, form)
    return _FORMS.get(form, str)(number) if number > 0 else _zero(number, form)


def _zero(number: int, form: str) -> str:
    return "" if form in ("none", "bullet") else str(number)


def _chinese(number: int, digits: str = _DIGITS, units: str = "十百千", nought: str = "零") -> str:
    """一百零五; 十一, not 一十一."""
    if number >= 10_000:
        high, rest = divmod(number, 10_000)
        low = _chinese(rest, digits, units, nought) if rest else ""
        return _chinese(high, digits, units, nought) + "万" + (nought if 0 < rest < 1000 else "") + low
    text, is_gap = "", False
    for power in (3, 2, 1, 0):
        digit = number // 10**power % 10
        if digit:
            text += (nought if is_gap and text else "") + digits[digit] + (units[power - 1] if power else "")
        is_gap = not digit
    return text.removeprefix(digits[1]) if 10 <= number < 20 and digits is _DIGITS else text


def _japanese(number: int) -> str:
    """百五, where Chinese says 一百零五."""
    return re.sub("零|一(?=[百千])", "", _chinese(number))


def _digit_by_digit(number: int) -> str:
    return "".join(_DIGITS[int(digit)] for digit in str(number))


def _counting(number: int) -> str:
    """chineseCounting: up to 99 in words, larger numbers digit by digit."""
    return _chinese(number) if number < 100 else _digit_by_digit(number)


def _letter(number: int) -> str:
    """a … z, aa, bb: Word repeats."""
    return chr(ord("a") + (number - 1) % 26) * min((number - 1) // 26 + 1, 30)


MAX_ROMAN = 32_767
"""The highest number of a list in Word. Higher ones would be a line of M."""


def _roman(number: int) -> str:
    text = ""
    for worth, sign in _ROMAN:
        count, number = divmod(number, worth) if number <= MAX_ROMAN else (0, number)
        text += sign * count
    return text


def _circled(number: int) -> str:
    for first, last, base in ((1, 20, 0x2460), (21, 35, 0x3251), (36, 50, 0x32B1)):
        if first <= number <= last:
            return chr(base + number - first)
    return str(number)


def _from(first: str, count: int) -> Callable[[int], str]:
    return lambda number: chr(ord(first) + number - 1) if number <= count else str(number)


def _ordinal(number: int) -> str:
    endings = {1: "st", 2: "nd", 3: "rd"}
    return f"{number}{'th' if number % 100 in (11, 12, 13) else endings.get(number % 10, 'th')}"


_FORMS: dict[str, Callable[[int], str]] = {
    "none": lambda number: "",
    "decimal": str,
    "decimalZero": lambda number: f"{number:02}",
    "upperLetter": lambda number: _letter(number).upper(),
    "lowerLetter": _letter,
    "upperRoman": lambda number: _roman(number).upper(),
    "lowerRoman": _roman,
    "ordinal": _ordinal,
    "chineseCounting": _counting,
    "chineseCountingThousand": _chinese,
    "chineseLegalSimplified": lambda number: _chinese(number, _LEGAL, "拾佰仟"),
    "japaneseCounting": _japanese,
    "ideographDigital": _digit_by_digit,
    "ideographTraditional": lambda number: _STEMS[number - 1] if number <= 10 else str(number),
    "ideographZodiac": lambda number: _BRANCHES[number - 1] if number <= 12 else str(number),
    "decimalFullWidth": lambda number: "".join(chr(0xFF10 + int(digit)) for digit in str(number)),
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedParen": _from("⑴", 20),
    "decimalEnclosedFullstop": _from("⒈", 20),
    "ideographEnclosedCircle": _from("㊀", 10),
}
_SAME = {
    "decimalEnclosedCircleChinese": "decimalEnclosedCircle",
    "decimalHalfWidth": "decimal",
    "decimalFullWidth2": "decimalFullWidth",
    "japaneseDigitalTenThousand": "ideographDigital",
    "taiwaneseCounting": "chineseCounting",
    "taiwaneseCountingThousand": "chineseCountingThousand",
    "taiwaneseDigital": "ideographDigital",
    "koreanDigital2": "ideographDigital",
    "ideographLegalTraditional": "chineseLegalSimplified",
}
