"""Headings break where words end: a word joiner stands between all characters that belong together.

GB/T 9704-2012, 7.3.1: a title of more than one line breaks where its meaning allows. BudouX finds the words by a model
of 65 kB; it does not know the names of offices, and cuts off single characters, which the rules here put back.
"""

import re
from collections.abc import Iterator
from functools import cache
from xml.etree.ElementTree import Element

import budoux

from issues.exporting.pdf.layout.character_classes import CLOSING, HAN, OPENING, WORD_JOINER, ZERO_WIDTH_SPACE

HEADINGS = {"h3", "h4", "caption"}
LAST = 3
"""So many characters at least stand on the last line."""
LONGEST_TITLE = 12
"""A title in 《》 or words in “” of so many characters are never parted."""
NAMES = re.compile(
    f"[《“][^《》“”]{{1,{LONGEST_TITLE}}}[》”]"
    r"|（?[A-Za-z0-9.%‰℃/·+-]+年版）?|[A-Za-z0-9.%‰℃/·+-]+[年月日时分个项条款届次级类期号例家所人床种亿万%]?"
    r"|（?\d{4}\s*[—–~～-]+\s*\d{4}年?）?"
    "|[一二两三四五六七八九十]年(?=行动|计划|规划)"
    "|国家卫生健康委(?:员会)?|国家卫健委|卫生健康委(?:员会)?|卫健委|国家医保局|国家医疗保障局|医保局|国家中医药(?:管理)?局"
    "|国家疾控局|国务院办公厅|国务院|国家药监局|教育部|财政部|民政部|人力资源社会保障部|国家发展改革委|办公厅|医管局"
    f"|[{HAN}]{{1,3}}(?:省|市|自治区|大学|医科大学)|(?:附属)?(?:第[一二三四五六七八九十]+)?(?:人民|中心|中医|协和|儿童|妇幼保健|肿瘤)?医院"
    f"|第[一二三四五六七八九十百\\d]+[{HAN}]"
)
NUMBERED = re.compile(rf"^(?:\d{WORD_JOINER}?)+\.")
"""The number before a heading, which stays with its first word."""
FOLLOWING = frozenset("的了等们地得着过中上下里内外化性型者率")
"""Single characters that belong to what is before them; others belong to what follows."""
BREAKABLE = 2


def keep_words_whole(root: Element) -> None:
    for element in _headings(root):
        if element.text and not len(element):
            element.text = NUMBERED.sub(rf"\g<0>{WORD_JOINER}", joined(element.text.strip()))


def _headings(root: Element) -> Iterator[Element]:
    return (element for element in root.iter() if element.tag in HEADINGS)


def joined(text: str) -> str:
    """`text` with word joiners inside of its phrases."""
    text = text.replace(ZERO_WIDTH_SPACE, "").replace(WORD_JOINER, "")
    return "".join(WORD_JOINER.join(phrase) for phrase in phrases(text))


def phrases(text: str) -> list[str]:
    """What may stand at the end of a line, piece by piece."""
    cuts = _cuts(text)
    pieces = [text[start:end] for start, end in zip([0, *cuts], [*cuts, len(text)], strict=True)]
    return _with_long_end(_without_singles([piece for piece in pieces if piece]))


def _cuts(text: str) -> list[int]:
    """Where BudouX parts it, but within no name, before no closing mark and after no opening one."""
    inside = {at for name in NAMES.finditer(text) for at in range(name.start() + 1, name.end())}
    edges = {at for name in NAMES.finditer(text) for at in name.span()} - {0, len(text)}
    parts, at = set(), 0
    for piece in _parser().parse(text):
        parts.add(at)
        at += len(piece)
    cuts = (parts - {0} | edges) - inside
    return sorted(at for at in cuts if text[at] not in CLOSING + "—…）" and text[at - 1] not in OPENING + "—")


def _without_singles(pieces: list[str]) -> list[str]:
    """A piece of one Han character joins its neighbour."""
    result: list[str] = []
    waiting = ""
    for piece in pieces:
        if len(piece) < BREAKABLE and piece not in FOLLOWING:
            waiting += piece
        elif piece in FOLLOWING and result and not waiting:
            result[-1] += piece
        else:
            result.append(waiting + piece)
            waiting = ""
    return [*result, waiting] if waiting else result


def _with_long_end(pieces: list[str]) -> list[str]:
    while len(pieces) > 1 and len(pieces[-1].strip(CLOSING)) < LAST:
        pieces[-2:] = ["".join(pieces[-2:])]
    return pieces


@cache
def _parser() -> budoux.Parser:
    return budoux.load_default_simplified_chinese_parser()
