"""What links may cost: one that runs on over blocks is written anew in each, its whole address every time."""

import html as entities
from collections.abc import Iterable
from typing import NamedTuple

from issues.richtext.allowlist import MAX_ADDRESS, tidy
from issues.richtext.tokens import Token

MAX_REOPENED = 4_000_000
_MARKS = {"strong", "em", "sup", "sub"}  # stand inside the link or are few: no cause to write it again
_SURE = {"a", "p", "br"}


def is_link(token: Token) -> bool:
    """Whether the start tag `token` leads anywhere, with an address of bearable length."""
    return token.attribute("href") is not None and _length(token) <= MAX_ADDRESS


def without_costly_links(source: Iterable[Token]) -> list[Token]:
    """`source`, without any link tags if writing the links anew would blow it up; all text stays."""
    kept = list(source)
    return kept if _reopened(kept) <= MAX_REOPENED else [token for token in kept if token.name != "a"]


class _Open(NamedTuple):
    longest: int  # of this link and those before it, any of which may be the one that is written anew
    walls: int


def _reopened(kept: Iterable[Token]) -> int:
    """At most how many characters of addresses are written again.

    An end tag is sure to end its link only if no list or table began or ended since: in a cell, a browser
    ignores it. Such a link counts as open to the end.
    """
    reopened = walls = 0
    links = [_Open(0, 0)]
    for token in kept:
        if not token.name or token.name in _MARKS:
            continue
        walls += token.name not in _SURE
        reopened += links[-1].longest if token.name != "a" else 0
        if token.name == "a" and not token.is_end:
            links.append(_Open(max(_length(token), links[-1].longest), walls))
        elif token.name == "a" and len(links) > 1 and links[-1].walls == walls:
            links.pop()
    return reopened


def _length(token: Token) -> int:
    return len(tidy(entities.unescape(token.attribute("href") or "")))
