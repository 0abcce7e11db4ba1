"""Words of an entry as they are read, found again whatever blanks and marks stand in them."""

import re
from html import unescape
from itertools import takewhile

from issues.refusals import Unmet
from issues.reviewing.comments import AROUND, Quote

REMOVED = re.compile(r"<del\b[^>]*>.*?</del>", re.DOTALL)
TAG = re.compile(r"<[^>]*>")


def text_of(html: str) -> str:
    """What is read of an entry's page; what a comparison shows as deleted is not."""
    return " ".join(unescape(TAG.sub("", REMOVED.sub("", html))).split())


def quote_from(text: str, words: str, *, before: str = "") -> Quote:
    """Where the words occur more than once, `before` tells by what stands there. Raises `Unmet`."""
    places = [index for index, character in enumerate(text) if not character.isspace()]
    bare, wanted = _bare(text), _bare(words)
    starts = [found.start() for found in re.finditer(re.escape(wanted), bare)] if wanted else []
    if not starts:
        raise Unmet("引用的文字不在这一条里，请重新选中文字，或清空“引用的原文”")
    led_by = _bare(before)
    start = max(starts, key=lambda at: _shared_end(bare[:at], led_by))
    first, last = places[start], places[start + len(wanted) - 1]
    return Quote(
        text=text[first : last + 1],
        before=text[max(0, first - AROUND) : first],
        after=text[last + 1 : last + 1 + AROUND],
    )


def _bare(text: str) -> str:
    return "".join(text.split())


def _shared_end(one: str, other: str) -> int:
    """How many characters before the end of both are the same."""
    pairs = zip(reversed(one[-AROUND:]), reversed(other[-AROUND:]), strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
