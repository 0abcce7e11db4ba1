"""Splits HTML into tokens, in linear time for any input."""

import html as entities
import re
from collections.abc import Iterator
from typing import NamedTuple

_VALUE = r"""(?:"[^"]*+(?:"|\Z)|'[^']*+(?:'|\Z)|[^\s"'>][^\s>]*+)"""
_ATTRIBUTE = rf"[^\s/>][^\s/>=]*+(?:\s*+=\s*+{_VALUE}?+)?+"
_TOKEN = re.compile(
    rf"""
      <!--(?:-?>|.*?(?:--!?>|\Z))                           # a comment, Word's conditional ones too
    | <(?P<unseen>script|style|title|template|iframe|noembed|noframes|xml)(?=[\s/>])
        .*?(?:</(?P=unseen)(?=[\s/>])[^>]*+(?:>|\Z)|\Z)     # dropped with its content
    | <(?P<end>/?)(?P<name>[a-z][^\s/>]*+)(?P<attributes>(?:[\s/]++|{_ATTRIBUTE})*+)(?P<closed>>|\Z)
    | <[!?/][^>]*+(?:>|\Z)                                  # a comment to a browser
    | (?P<text>[^<]++|<)
    """,
    re.IGNORECASE | re.DOTALL | re.VERBOSE,
)
# An attribute without a value matches too, so that the search continues after it and not at its second letter.
_ASSIGNED = re.compile(rf"([^\s/>=]++)(?:\s*+=\s*+({_VALUE}))?+")


class Token(NamedTuple):
    """A run of text (`name` is empty), a start tag or an end tag."""

    text: str = ""
    name: str = ""
    is_end: bool = False
    attributes: str = ""

    def attribute(self, name: str) -> str | None:
        """The value as written in the source, character references and all."""
        for key, value in _ASSIGNED.findall(self.attributes):
            if value and key.lower() == name:
                return str(value[1:-1] if value[0] in "\"'" else value)
        return None


def tokens(html: str) -> Iterator[Token]:
    """Text and tags of `html`, separated as by a browser; without comments, scripts and Word's XML."""
    for match in _TOKEN.finditer(html):
        if match["text"]:
            yield Token(text=entities.unescape(match["text"]))
        elif match["name"] and match["closed"]:
            yield Token("", match["name"].lower(), bool(match["end"]), match["attributes"])
        elif match["name"]:  # an unclosed tag: a browser hides the rest of the text, we show it
            yield Token(text=entities.unescape(match[0]))
