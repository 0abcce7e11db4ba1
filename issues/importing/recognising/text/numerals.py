"""Numbers as they are written in Chinese."""

import unicodedata

DIGITS = "〇一二三四五六七八九"
FORMAL = str.maketrans("壹贰叁肆伍陆柒捌玖拾", "一二三四五六七八九十")
CHINESE = "〇零○一二两三四五六七八九十百" + "".join(map(chr, FORMAL))
_VALUES = {digit: value for value, digit in enumerate(DIGITS)} | {"零": 0, "○": 0, "两": 2}


def number_of(text: str) -> int | None:
    """9, ９, 九, 十二, 二十三, 一百零五, 二〇二五; None if it is no number."""
    plain = unicodedata.normalize("NFKC", text).strip()
    if plain.isascii():
        return int(plain) if plain.isdigit() and len(plain) < 10 else None
    written = text.strip().translate(FORMAL)
    if not plain or any(character not in CHINESE for character in written):
        return None
    return _counted(written) if "十" in written or "百" in written else _spelt(written)


def _spelt(text: str) -> int:
    return int("".join(str(_VALUES[character]) for character in text[:9]))


def _counted(text: str) -> int:
    total, digit = 0, 0
    for character in text[:9]:
        if character in "十百":
            total += (digit or 1) * (10 if character == "十" else 100)
            digit = 0
        else:
            digit = _VALUES[character]
    return total + digit
