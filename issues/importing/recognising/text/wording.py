"""Compares and tidies text, ignoring blanks, punctuation and the width of characters."""

import re
import unicodedata
from difflib import SequenceMatcher
from functools import lru_cache

from issues.richtext.characters import are_joined, without_junk

_SHORT = 200
_NO_WORD = re.compile(r"[\W_]+")
_SPACE = re.compile(r"[\s\u3000]+")
_OPENING, _CLOSING = "《“‘（(〔【「", "》”’）)〕】」"


def comparable(text: str) -> str:
    """Only the letters and digits, in one width and case: equal for two ways to write the same words."""
    return _comparable_heading(text) if len(text) <= _SHORT else _comparable(text)


def _comparable(text: str) -> str:
    return _NO_WORD.sub("", unicodedata.normalize("NFKC", text)).lower()


@lru_cache(maxsize=4096)
def _comparable_heading(text: str) -> str:
    """Cached, because headings are compared again and again."""
    return _comparable(text)


def one_line(text: str) -> str:
    """`text` on one line, as a field of one line takes it."""
    return _SPACE.sub(" ", without_junk(text)).strip()


def without_spaces(text: str) -> str:
    return _SPACE.sub("", without_junk(text))


def joined(before: str, after: str) -> str:
    """Joins two halves of a text that a page break split."""
    before, after = before.rstrip(), after.lstrip()
    if not before or not after:
        return before + after
    return f"{before}{after}" if _are_joined(before[-1], after[0]) else f"{before} {after}"


def _are_joined(before: str, after: str) -> bool:
    return are_joined(before, after) or not (before.isascii() and after.isascii())


def resembles(text: str, other: str, *, least: float = 0.75) -> bool:
    """Whether two headings are the same except for a typing error or two."""
    first, second = comparable(text), comparable(other)
    if first == second:
        return bool(first)
    if 2 * min(len(first), len(second)) < least * (len(first) + len(second)):
        return False
    if 2 * len(set(first) & set(second)) < least * min(len(set(first)), len(set(second))):
        return False
    matcher = SequenceMatcher(None, first, second, autojunk=False)
    return matcher.ratio() >= least


def begins_with(text: str, heading: str) -> bool:
    wanted = comparable(heading)
    return len(wanted) > 3 and comparable(text[: 2 * len(heading) + 20]).startswith(wanted)


def is_balanced(text: str) -> bool:
    """Whether every opening bracket and quote is closed."""
    return all(
        text.count(opens) <= text.count(closes) for opens, closes in zip(_OPENING, _CLOSING, strict=True)
    )


def sentence_end(text: str, stops: str = "。") -> int | None:
    """The index after the first full stop that is not in brackets or quotes; None if there is none."""
    depth = 0
    for at, character in enumerate(text):
        if character in _OPENING:
            depth += 1
        elif character in _CLOSING:
            depth = max(0, depth - 1)
        elif character in stops and depth == 0:
            return at + 1
    return None


_ENDED = re.compile(r"[。！？!?；;：:…](?:[”’）)》】」]*)\s*$")


def is_ended(text: str) -> bool:
    """Whether the text ends with the punctuation of a sentence or a clause."""
    return bool(_ENDED.search(text))
