"""Reads the label before a heading or a list item: 一、 （一） 1. （1） ① 一是. Labels are derived when we print."""

import re
from dataclasses import dataclass

from issues.importing.recognising.text.numerals import CHINESE, number_of
from issues.importing.source import Paragraph

_DIGITS = "0-9０-９"
_KINDS = {  # the kind of label → how it is written; tried in this order
    "第一部分": rf"第\s*([{CHINESE}{_DIGITS}]{{1,3}})\s*(?:部分|板块|单元)(?:\s*[:：、|｜]|(?=[ \u3000\t]))",
    "一、": rf"([{CHINESE}]{{1,4}})\s*[、．.]",
    "（一）": rf"[（(]\s*([{CHINESE}]{{1,4}})\s*[）)]\s*[、．.]?",
    # "3.5" is a quantity, but "2.2024年" is the second heading, about a year
    "1.": rf"([{_DIGITS}]{{1,3}})\s*(?:[、．]|\.(?![{_DIGITS}])|\.(?=(?:19|20)[0-9]{{2}}\s*年))",
    "（1）": rf"[（(]?\s*([{_DIGITS}]{{1,3}})\s*[）)]\s*[、．.]?",
    "①": r"([①-⑳])",
    "案例一": rf"(?:典型)?案例\s*([{CHINESE}{_DIGITS}]{{1,3}})\s*(?:[:：、．.]|(?=[ \u3000]))",
    "第一": rf"第([{CHINESE}]{{1,3}})(?=[，,、])",
    "一是": r"([一二三四五六七八九十]{1,2})(?=是|要)",
}
_SAME = {"第一部分": "一、"}
"""Kinds that count as another one."""
_PATTERNS = {kind: re.compile(r"\s*" + pattern + r"\s*") for kind, pattern in _KINDS.items()}
_ANNEX = re.compile(r"\s*附\s*[件表录]\s*[0-9０-９一二三四五六七八九十]{0,2}\s*[:：]")
_OUTLINE = re.compile(rf"(?:[{_DIGITS}]{{1,3}}[.．])*([{_DIGITS}]{{1,3}})[.．]?")
_FIRSTLY = re.compile(r"\s*(?:首先|其次|再次|再者|最后|一方面|另一方面)")
SIGN = "[\u2190-\u21ff\u25a0-\u2775\u2794-\u27bf\u2b00-\u2bff\U0001f780-\U0001f8ff]"
"""An arrow, a shape or an ornament: as Word's symbol fonts and input methods offer them for headings."""
_BULLETS = re.compile(rf"\s*(?:{SIGN}\ufe0f?|[•·◎※➢-]|〇(?=\s))\s*")

HEADING_LABEL_KINDS = ("一、", "（一）", "1.", "（1）", "案例一")
"""The kinds of labels that headings have; the others are in running text."""


@dataclass(frozen=True, slots=True)
class ItemLabel:
    """`length` is its number of characters in the text, 0 where Word's automatic numbering prints it."""

    kind: str
    number: int
    length: int = 0


def item_label(paragraph: Paragraph) -> ItemLabel | None:
    """The label of `paragraph`, in its text or printed by automatic numbering."""
    if paragraph.numbering:
        printed = _printed(paragraph.numbering)
        if printed or item_label_in(paragraph.text) is None:
            return printed and ItemLabel(printed.kind, printed.number)
    return item_label_in(paragraph.text)


def _printed(numbering: str) -> ItemLabel | None:
    """Automatic numbering may print only a number, or all levels: 1, 1.2."""
    outline = _OUTLINE.fullmatch(numbering)
    return ItemLabel("1.", number_of(outline[1]) or 0) if outline else item_label_in(numbering + " ")


def item_label_in(text: str) -> ItemLabel | None:
    for kind, pattern in _PATTERNS.items():
        if match := pattern.match(text):
            circled = ord(match[1]) - ord("①") + 1 if kind == "①" else None
            return ItemLabel(_SAME.get(kind, kind), circled or number_of(match[1]) or 0, match.end())
    return None


def begins_item(paragraph: Paragraph) -> bool:
    """Whether it begins a list item, and so does not continue the text before it."""
    if paragraph.numbering or paragraph.level:
        return True
    text = paragraph.text
    return item_label_in(text) is not None or bool(_FIRSTLY.match(text) or _ANNEX.match(text))


def without_item_label(paragraph: Paragraph) -> str:
    label = item_label(paragraph)
    return paragraph.text[label.length if label else 0 :].strip()


def without_bullet(text: str) -> str:
    match = _BULLETS.match(text)
    return text[match.end() :].strip() if match else text.strip()


def has_bullet(text: str) -> bool:
    return bool(_BULLETS.match(text))
