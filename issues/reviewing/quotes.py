"""Finds quoted words in the text of an entry, whatever white space is between them."""

import re
from html import unescape
from itertools import takewhile

from issues.refusals import Unmet
from issues.reviewing.comments import AROUND, Quote

REMOVED = re.compile(r"<del\b[^>]*>.*?</del>", re.DOTALL)
TAG = re.compile(r"<[^>]*>")


def text_of(html: str) -> str:
    """The text of an entry's page, without the text that a comparison shows as deleted."""
    return " ".join(unescape(TAG.sub("", REMOVED.sub("", html))).split())


def quote_from(text: str, words: str, *, before: str = "") -> Quote:
    """The quote of these words. Where they occur more than once, it is the occurrence whose preceding text is most like
    `before`. Raises `Unmet`."""
    indices = [index for index, character in enumerate(text) if not character.isspace()]
    bare, wanted = _bare(text), _bare(words)
    starts = [match.start() for match in re.finditer(re.escape(wanted), bare)] if wanted else []
    if not starts:
        raise Unmet("引用的文字不在这一条里，请重新选中文字，或清空“引用的原文”")
    preceding = _bare(before)
    start = max(starts, key=lambda at: _shared_end(bare[:at], preceding))
    first, last = indices[start], indices[start + len(wanted) - 1]
    return Quote(
        text=text[first : last + 1],
        before=text[max(0, first - AROUND) : first],
        after=text[last + 1 : last + 1 + AROUND],
    )


def _bare(text: str) -> str:
    return "".join(text.split())


def _shared_end(left: str, right: str) -> int:
    """The number of equal characters at the end of both, `AROUND` at most."""
    pairs = zip(reversed(left[-AROUND:]), reversed(right[-AROUND:]), strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
