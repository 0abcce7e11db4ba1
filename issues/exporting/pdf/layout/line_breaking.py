"""Where Chinese lines may break and Unicode's rules, made for Latin quotation marks, do not know it.

A zero-width space allows a break, a word joiner forbids one; neither leaves a trace in the printed text.
"""

import re
from xml.etree.ElementTree import Element

from issues.exporting.pdf.layout.character_classes import HAN, WORD_JOINER, ZERO_WIDTH_SPACE

BEFORE_OPENING = f"(?<=[{HAN}，。；：、）》？！%A-Za-z0-9])(?=[“‘])"
AFTER_CLOSING = f"(?<=[”’])(?=[{HAN}（《])|(?<=”)(?=[A-Za-z0-9])"
BREAK = re.compile(f"{BEFORE_OPENING}|{AFTER_CLOSING}")
BEFORE_SINGLE_DASH = re.compile(f"(?<=[{HAN}])(?=—(?!—))")
SOURCE, TIED_SOURCE = "（来源于", WORD_JOINER.join("（来源于")
UNTOUCHED = {"style", "script", "title"}
HEADINGS = {"h3", "h4"}
LAST = 3  # characters of a heading that stay together, lest one of them make a line


def prepare(root: Element) -> None:
    for element in root.iter():
        if element.tag not in UNTOUCHED and element.text:
            element.text = _mark(element.text)
        if element.tail:
            element.tail = _mark(element.tail)
        if element.tag in HEADINGS and element.text and not len(element):
            element.text = _tied(element.text.rstrip())


def _mark(text: str) -> str:
    text = BEFORE_SINGLE_DASH.sub(WORD_JOINER, BREAK.sub(ZERO_WIDTH_SPACE, text))
    return text.replace(SOURCE, TIED_SOURCE)


def _tied(text: str) -> str:
    end = text[-LAST:]
    return text[:-LAST] + (WORD_JOINER.join(end) if re.fullmatch(f"[{HAN}]+", end) else end)
