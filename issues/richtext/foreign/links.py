"""Limits the size of links: a link that spans several blocks is repeated in each, with its complete address."""

import html as entities
from collections.abc import Iterable
from typing import NamedTuple

from issues.richtext.allowlist import MAX_ADDRESS, tidy
from issues.richtext.tokens import Token

MAX_REOPENED = 4_000_000
_MARKS = {"strong", "em", "sup", "sub"}  # inside the link, or few: they do not repeat it
_SURE = {"a", "p", "br"}


def is_link(token: Token) -> bool:
    """Whether the start tag `token` has an address that is not too long."""
    return token.attribute("href") is not None and _length(token) <= MAX_ADDRESS


def without_costly_links(source: Iterable[Token]) -> list[Token]:
    """`source`, without all link tags if repeating the links would make it too long; the text is preserved."""
    tokens = list(source)
    return tokens if _reopened(tokens) <= MAX_REOPENED else [token for token in tokens if token.name != "a"]


class _Open(NamedTuple):
    longest: int  # of this link and those before it, any of which may be repeated
    walls: int


def _reopened(tokens: Iterable[Token]) -> int:
    """An upper bound for the characters of repeated addresses.

    An end tag certainly ends its link only if no list or table began or ended in between: inside a cell, a browser
    ignores it. Such a link counts as open to the end.
    """
    reopened = walls = 0
    links = [_Open(0, 0)]
    for token in tokens:
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
