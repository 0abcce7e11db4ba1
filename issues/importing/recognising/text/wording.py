"""Comparing and tidying words: blanks, punctuation and width come and go as a text passes from hand to hand."""

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
    """Letters and digits alone, of one width: what is left when two writings of the same words are compared."""
    return _short_essence(text) if len(text) <= _SHORT else _essence(text)


def _essence(text: str) -> str:
    return _NO_WORD.sub("", unicodedata.normalize("NFKC", text)).lower()


@lru_cache(maxsize=4096)
def _short_essence(text: str) -> str:
    """Of a heading, which is compared again and again."""
    return _essence(text)


def one_line(text: str) -> str:
    """`text` on one line, as a field of one line takes it."""
    return _SPACE.sub(" ", without_junk(text)).strip()


def without_spaces(text: str) -> str:
    return _SPACE.sub("", without_junk(text))


def joined(before: str, after: str) -> str:
    """Two halves of a text that a page break parted."""
    before, after = before.rstrip(), after.lstrip()
    if not before or not after:
        return before + after
    return f"{before}{after}" if _are_joined(before[-1], after[0]) else f"{before} {after}"


def _are_joined(before: str, after: str) -> bool:
    return are_joined(before, after) or not (before.isascii() and after.isascii())


def resembles(text: str, other: str, *, least: float = 0.75) -> bool:
    """Whether two headings are the same but for a slip or two."""
    one, two = comparable(text), comparable(other)
    if one == two:
        return bool(one)
    if 2 * min(len(one), len(two)) < least * (len(one) + len(two)):
        return False
    if 2 * len(set(one) & set(two)) < least * min(len(set(one)), len(set(two))):
        return False
    matcher = SequenceMatcher(None, one, two, autojunk=False)
    return matcher.ratio() >= least


def begins_with(text: str, heading: str) -> bool:
    wanted = comparable(heading)
    return len(wanted) > 3 and comparable(text[: 2 * len(heading) + 20]).startswith(wanted)


def is_balanced(text: str) -> bool:
    """Whether every bracket and quote that opens in it closes in it."""
    return all(
        text.count(opens) <= text.count(closes) for opens, closes in zip(_OPENING, _CLOSING, strict=True)
    )


def sentence_end(text: str, stops: str = "。") -> int | None:
    """Where the first sentence ends (behind its stop), brackets and quotes taken whole; None if it does not."""
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
    """Whether it ends where a sentence or a clause may end."""
    return bool(_ENDED.search(text))
