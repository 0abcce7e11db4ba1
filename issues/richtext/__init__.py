"""Cleans rich text: everything that is saved, imported, rendered or loaded into an editor has passed `clean`.

Free of Django, so that importers and exporters may use it. The tags are those of the interchange format.
"""

import hashlib
from functools import lru_cache
from html import unescape

from issues.refusals import Refusal
from issues.richtext.allowlist import ALLOWED_ATTRIBUTES, ALLOWED_TAGS, is_followed, permitted
from issues.richtext.foreign.bounding import simplified, text_only
from issues.richtext.foreign.normalizing import LeftOut, normalized
from issues.richtext.parsing import parse_html
from issues.richtext.tokens import tokens as tokens_of
from issues.richtext.tree import Container
from issues.richtext.writing import as_html, as_text

__all__ = [
    "ALLOWED_ATTRIBUTES",
    "ALLOWED_TAGS",
    "MAX_LENGTH",
    "LeftOut",
    "TooLarge",
    "clean",
    "left_out",
    "lost_links",
    "parse",
    "plain_text",
    "readable",
]

MAX_LENGTH = 1_000_000


class TooLarge(Refusal, ValueError):
    """The text is too long for one body; the message is shown to the editor."""

    def __init__(self, length: int) -> None:
        super().__init__(f"正文过长：连同格式共 {length:,} 个字符，最多允许 {MAX_LENGTH:,} 个。")


def clean(html: str) -> str:
    """`html` in canonical form: allow-listed, and the same string for the same meaning.

    Canonical input is returned unchanged. Visible characters are never lost; control and zero-width characters
    are removed. Raises TooLarge. The canonical form is ours and not that of nh3: the digest that approvals sign
    depends on it and must not change with an upgrade of nh3.
    """
    _refuse_too_large(html)
    if _is_known_canonical(html):
        return html
    cached = _cached_result(html)
    if not cached:
        cleaned = as_html(parse(html))
        _refuse_too_large(cleaned)  # "&" became "&amp;", and the result must be valid input again
        cached[:] = [cleaned]
        _known_canonical(_digest(cleaned)).append(True)
    return cached[0]


def readable(html: str) -> str:
    """Canonical HTML, or for a body that is too large its plain text in paragraphs, which an editor can shorten."""
    try:
        return clean(html)
    except TooLarge:
        return text_only(html)


def _is_known_canonical(html: str) -> bool:
    """Whether `clean` returned this text before: most input comes from our own rows, again for every page."""
    return bool(_known_canonical(_digest(html)))


@lru_cache(maxsize=4096)
def _known_canonical(_of: bytes) -> list[bool]:
    return []


def _digest(html: str) -> bytes:
    return hashlib.blake2b(html.encode("utf-8", "surrogatepass"), digest_size=32).digest()


@lru_cache(maxsize=8)
def _cached_result(_html: str) -> list[str]:
    """A list for the canonical form of a text: one save cleans the same text several times."""
    return []


def plain_text(html: str) -> str:
    """The text of `html`: one line for each block and line break, the cells of a row separated by tabs."""
    return as_text(parse(html))


def left_out(html: str) -> LeftOut:
    """What `clean` removes from `html` because it is not part of the text, and struck-through text that it does not remove."""
    result = LeftOut()
    for _ in normalized(tokens_of(html), result):
        pass
    return result


def lost_links(html: str) -> list[str]:
    """The addresses of links that `clean` reduces to their text, without links to an anchor in the page."""
    addresses = (
        unescape(token.attribute("href") or "").strip() for token in tokens_of(html) if token.name == "a"
    )
    return list(
        dict.fromkeys(href for href in addresses if href[:1] not in ("", "#") and not is_followed(href))
    )


def parse(html: str) -> Container:
    """`html` as a tree; the canonical form is written from it."""
    _refuse_too_large(html)
    markup = simplified(html)
    _refuse_too_large(markup)
    return parse_html(permitted(markup))


def _refuse_too_large(html: str) -> None:
    if len(html) > MAX_LENGTH:
        raise TooLarge(len(html))
