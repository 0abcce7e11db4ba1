"""Where Chinese lines may break and Unicode's rules, made for Latin quotation marks, do not know it.

A zero-width space allows a break, a word joiner forbids one; neither leaves a trace in the printed text.
"""

import re
from xml.etree.ElementTree import Element

from issues.exporting.pdf.layout.character_classes import HAN, WORD_JOINER, ZERO_WIDTH_SPACE
from issues.exporting.pdf.texts import change_texts

BEFORE_OPENING = f"(?<=[{HAN}，。；：、）》？！%A-Za-z0-9])(?=[“‘])"
AFTER_CLOSING = f"(?<=[”’])(?=[{HAN}（《])|(?<=”)(?=[A-Za-z0-9])"
BREAK = re.compile(f"{BEFORE_OPENING}|{AFTER_CLOSING}")
BEFORE_SINGLE_DASH = re.compile(f"(?<=[{HAN}])(?=—(?!—))")
CODE = re.compile(r"(?<=[/?&.=×-])(?=[A-Za-z0-9])")
WITHIN_CODE = re.compile(r"(?<=[0-9A-Za-z.]{3}[×/])(?=[0-9A-Za-z.]{3})")
LONGEST_SOURCE = 30
"""Characters of a source note that is never parted, nearly a line."""


def prepare(root: Element) -> None:
    change_texts(root, _mark)


def keep_sources_whole(root: Element) -> None:
    """Gives a short source note the class that the stylesheet keeps on one line."""
    for note in root.iter("span"):
        if note.get("class") == "source" and len("".join(note.itertext())) <= LONGEST_SOURCE:
            note.set("class", "source whole")


def part_addresses(root: Element) -> None:
    """A web address breaks behind its punctuation, and not within a word. It is printed without its scheme."""
    for link in root.iter("a"):
        text = link.text or ""
        if text and text == link.get("href"):
            link.text = CODE.sub(ZERO_WIDTH_SPACE, text.partition("://")[2] or text)


def _mark(text: str) -> str:
    return BEFORE_SINGLE_DASH.sub(
        WORD_JOINER, BREAK.sub(ZERO_WIDTH_SPACE, WITHIN_CODE.sub(ZERO_WIDTH_SPACE, text))
    )
