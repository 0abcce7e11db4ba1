"""Splits lines of authors into names, and removes what databases add to names."""

import re
from dataclasses import dataclass

from papers.references.markup import unescaped, without_markup, without_superscripts
from papers.references.values import as_line

MAX_LENGTH = 10_000
_HAN = "㐀-鿿豈-﫿\U00020000-\U0003ffff"
_MARKS = r"[\d\s,，;；、.*＊#a-f-]{0,40}"
AFFILIATION = re.compile(
    rf"\s*(?:[\[［【〔]{_MARKS}[\]］】〕]|[(（](?=\s*[\d*＊#]){_MARKS}[)）]|[*＊#△▲☆†‡])"
)
_NUMBER = r"[\d¹²³⁰⁴-⁹]{1,2}"
NUMBERS_BEHIND = re.compile(rf"(?<=[{_HAN}])\s*{_NUMBER}(?:\s*[,，]\s*{_NUMBER})*(?=\s*(?:[,，;；、\s]|$))")
BETWEEN_NAMES = re.compile(r"[;；、\n]|\s+and(?:\s+|$)|\s+&\s+|(?<=\S)\s*%A\s+", re.IGNORECASE)
COMMA = re.compile(r"[,，]\s*")
OTHERS = re.compile(r"(?:and\s+)?(?:others?|et\.?\s*al\.?|等人?)[.。]?", re.IGNORECASE)
OTHERS_BEHIND = re.compile(rf"(?:(?<=[{_HAN}]{{2}})|[,，\s]\s*)(?:等人?|et\.?\s*al\.?)[.。]?$", re.IGNORECASE)
NAME_IN_HAN = re.compile(rf"[{_HAN}·•]+")
SHORT_NAME = re.compile(
    r"(?:[a-z]{1,4} )*[A-Z][\w'’-]+(?:[ -][A-Z]?[\w'’-]+){0,3} [A-Z](?:[-.]?[A-Z]){0,3}\.?"
)
"""Winter AB, as PubMed writes it."""
TWO_CHARACTER_SURNAMES = re.compile(
    "欧阳|上官|司马|诸葛|司徒|夏侯|慕容|皇甫|尉迟|公孙|东方|令狐|长孙|宇文|端木|南宫|独孤|西门|申屠|呼延|轩辕|钟离|闾丘|拓跋|百里"
)


@dataclass(frozen=True, slots=True)
class Names:
    """`others`: words that mean that there are more authors."""

    names: tuple[str, ...]
    others: tuple[str, ...] = ()


def names_in(text: str) -> Names:
    """张三;李四; or 张三, 李四 or 张, 三 (as Zotero splits a Chinese name); Smith, John is one name."""
    if len(text) > MAX_LENGTH:
        raise ValueError(f"超过 {MAX_LENGTH} 字")
    plain = without_markup(without_superscripts(unescaped(text))).replace("\t", " ")
    without_numbers = NUMBERS_BEHIND.sub("", AFFILIATION.sub("", plain))
    others: list[str] = []
    names = [
        name
        for part in BETWEEN_NAMES.split(without_numbers)
        for name in split_names(_without_others(as_line(part), others))
    ]
    return Names(tuple(filter(None, names)), tuple(others))


def split_names(name: str) -> list[str]:
    """甲,乙，丙 and 甲 乙 丙 are three names, Winter AB, Somers C two; Smith, John and 张, 三 one."""
    parts = [part.strip() for part in COMMA.split(name) if part.strip()]
    if len(parts) < 2:
        return _by_blanks(name.strip(" ,，"))
    if all(SHORT_NAME.fullmatch(part) for part in parts):
        return [part.rstrip(".") if part is parts[-1] else part for part in parts]
    if not all(NAME_IN_HAN.fullmatch(part) for part in parts):
        return [name.strip(" ,，")]
    return ["".join(parts)] if len(parts) == 2 and _is_surname_first(*parts) else parts


def _is_surname_first(first: str, second: str) -> bool:
    return len(first) == 1 or len(second) == 1 or TWO_CHARACTER_SURNAMES.fullmatch(first) is not None


def _by_blanks(name: str) -> list[str]:
    parts = name.split()
    if len(parts) < 2 or not all(NAME_IN_HAN.fullmatch(part) and 2 <= len(part) <= 4 for part in parts):
        return [name]
    return [name] if len(parts) == 2 and _is_surname_first(*parts) else parts


def _without_others(name: str, others: list[str]) -> str:
    if OTHERS.fullmatch(name):
        others.append(name)
        return ""
    if match := OTHERS_BEHIND.search(name):
        others.append(match[0].strip(" ,，"))
        return name[: match.start()]
    return name
