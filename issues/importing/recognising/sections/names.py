"""Reads the name of a section from its heading, without label and ornaments, and finds the kind with that name."""

import re

from issues.document.kinds import section_kinds
from issues.importing.recognising.readers import section_readers
from issues.importing.recognising.text.item_labels import (
    SIGN,
    ItemLabel,
    item_label,
    without_bullet,
    without_item_label,
)
from issues.importing.recognising.text.numerals import CHINESE, number_of
from issues.importing.recognising.text.wording import without_spaces
from issues.importing.source import Paragraph

_FRAME = re.compile(r"^[【\[〔<＜]\s*(.*?)\s*[】\]〕>＞]$")
PAGE = re.compile(r"(?:[.…·．。\s]{2,}|\t+)\(?[0-9]{1,3}\)?\s*$")
"""Dots or a tab and the number of a page, as a table of contents has them."""
_OUTLINE = re.compile(r"[0-9]{1,2}(?:\.[0-9]{1,2}){0,3}[ \u3000\t]+")
"""The number of a heading as a table of contents has it, 1.2 and a tab."""
_LOOSE = re.compile(
    rf"(?:第|栏目|part)?\s*([{CHINESE}]{{1,3}}|[0-9]{{1,2}})\s*(?:部分|板块|单元|[章篇辑节])?[\s:：|｜·•.．、—-]*",
    re.IGNORECASE,
)
_ENDS = rf"(?:{SIGN}|[《》“”\"「」『』\s=~*·•—–-])*"
_ADORNED = re.compile(rf"{_ENDS}(.*?){_ENDS}")
LONGEST = 24


def bare_title(paragraph: Paragraph) -> str:
    """The words of a heading without bullet, number, frame and page: ◆政策热点, 一、政策热点, 【政策热点】, 政策热点……2."""
    text = without_outline(PAGE.sub("", without_bullet(without_item_label(paragraph))))
    framed = _FRAME.match(text)
    title = _unadorned((framed[1] if framed else text).strip(" \u3000:："))
    loose = None if item_label(paragraph) else _loose_number(title)
    return title[loose.length :] if loose else title


def _unadorned(title: str) -> str:
    """The name of a section without signs at both ends: ★政策热点★, “政策热点”, —— 政策热点 ——."""
    adorned = _ADORNED.fullmatch(title) if len(title) <= LONGEST else None
    return adorned[1] if adorned and kind_by_name(adorned[1]) else title


def section_label(paragraph: Paragraph) -> ItemLabel | None:
    label = item_label(paragraph)
    if label and label.kind == "（一）" and kind_by_name(bare_title(paragraph)):
        return ItemLabel("一、", label.number, label.length)
    return label or _loose_number(paragraph.text.strip())


def _loose_number(text: str) -> ItemLabel | None:
    """A number whose 、 is lost or something else, before the name of a section: 一 政策热点, 第一章 政策热点."""
    match = _LOOSE.match(text)
    if match is None or len(text) > LONGEST or kind_by_name(text[match.end() :]) is None:
        return None
    return ItemLabel("一、", number_of(match[1]) or 0, match.end())


def without_outline(text: str) -> str:
    number = _OUTLINE.match(text)
    return text[number.end() :] if number else text


def kind_by_name(title: str) -> str | None:
    named = without_spaces(title)
    return next((kind.key for kind in section_kinds() if without_spaces(kind.heading) == named), None)


def kind_by_words(title: str) -> str | None:
    """A section that was renamed: 政策速递, 同行经验."""
    named = without_spaces(title)
    return kind_by_name(named) or next(
        (reader.kind for reader in section_readers() if any(word in named for word in reader.words)), None
    )
