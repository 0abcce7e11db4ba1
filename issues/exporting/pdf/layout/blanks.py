"""Blanks that somebody typed between Han and Latin, dropped: the layout makes a gap there by itself.

`2022 年` and `2022年` stand on one page of most issues; only one of them can be right.
"""

import re
from functools import partial
from xml.etree.ElementTree import Element

from issues.exporting.pdf.layout.character_classes import HAN, LATIN
from issues.exporting.pdf.texts import change_texts

_NUMBER_OF_A_TELEPHONE = r"(?![\d-]{7})"
TYPED = re.compile(
    f"(?<=[{HAN}])[ \u00a0]{_NUMBER_OF_A_TELEPHONE}(?=[{LATIN}])|(?<=[{LATIN}])[ \u00a0](?=[{HAN}])"
)


def drop_typed(root: Element) -> None:
    """In the guide and the sections; in the masthead a blank stands between a name and a telephone number."""
    for part in (*root.iter("nav"), *root.iter("main")):
        change_texts(part, partial(TYPED.sub, ""))
