"""The one gate for rich text: what is saved, imported, rendered or loaded into an editor has passed `clean`.

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
from issues.richtext.tree import Box
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
    """The text is too long to be read as one body; the message is meant for the editor's eyes."""

    def __init__(self, length: int) -> None:
        super().__init__(f"正文过长：连同格式共 {length:,} 个字符，最多允许 {MAX_LENGTH:,} 个。")


def clean(html: str) -> str:
    """`html` in canonical form: allow-listed, and the same string for the same meaning.

    Canonical input comes back byte for byte. Visible characters survive whatever encloses them; control and
    zero-width characters do not. Raises TooLarge. The form is ours rather than nh3's: editions are signed by
    a digest of it, which an upgrade of nh3 must not change.
    """
    _refuse_too_large(html)
    if _was_handed_out(html):
        return html
    slot = _slot(html)
    if not slot:
        cleaned = as_html(parse(html))
        _refuse_too_large(cleaned)  # "&" has grown to "&amp;": what we hand out, we must take back
        slot[:] = [cleaned]
        _mark(_digest(cleaned)).append(True)
    return slot[0]


def readable(html: str) -> str:
    """Canonical, or where that would be too large the words alone in paragraphs: harmless, to be shortened by a person."""
    try:
        return clean(html)
    except TooLarge:
        return text_only(html)


def _was_handed_out(html: str) -> bool:
    """Whether it is known to be canonical: most of what is cleaned comes from our own rows, on every page again."""
    return bool(_mark(_digest(html)))


@lru_cache(maxsize=4096)
def _mark(_of: bytes) -> list[bool]:
    return []


def _digest(html: str) -> bytes:
    return hashlib.blake2b(html.encode("utf-8", "surrogatepass"), digest_size=32).digest()


@lru_cache(maxsize=8)
def _slot(_html: str) -> list[str]:
    """Where the canonical form of a text is kept, which is its own: one save asks for both several times."""
    return []


def plain_text(html: str) -> str:
    """The words of `html`: one line for each block and line break, cells of a row separated by tabs."""
    return as_text(parse(html))


def left_out(html: str) -> LeftOut:
    """What `clean` leaves out of `html` because it is no part of the text, and what it keeps without its line."""
    found = LeftOut()
    for _ in normalized(tokens_of(html), found):
        pass
    return found


def lost_links(html: str) -> list[str]:
    """The addresses of links of which `clean` keeps the words alone. A place within a page is no address."""
    told = (unescape(token.attribute("href") or "").strip() for token in tokens_of(html) if token.name == "a")
    return list(dict.fromkeys(href for href in told if href[:1] not in ("", "#") and not is_followed(href)))


def parse(html: str) -> Box:
    """`html` as a tree, of which the canonical form is one writing."""
    _refuse_too_large(html)
    markup = simplified(html)
    _refuse_too_large(markup)
    return parse_html(permitted(markup))


def _refuse_too_large(html: str) -> None:
    if len(html) > MAX_LENGTH:
        raise TooLarge(len(html))
