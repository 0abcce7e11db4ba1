"""The allow-list of rich text, enforced by nh3."""

import re

import nh3

from issues.richtext.characters import without_junk
from issues.richtext.web_address import why_unfit, why_unfit_mail

_INLINE_TAGS = {"strong", "em", "sup", "sub", "a", "br"}
_BLOCK_TAGS = {"p", "ul", "ol", "li", "table", "thead", "tbody", "tr", "th", "td"}
ALLOWED_TAGS = frozenset(_INLINE_TAGS | _BLOCK_TAGS)
ALLOWED_ATTRIBUTES = {"a": {"href"}, "th": {"rowspan", "colspan"}, "td": {"rowspan", "colspan"}}
ALLOWED_SCHEMES = frozenset({"http", "https", "mailto"})
READ_ATTRIBUTES = {**ALLOWED_ATTRIBUTES, "ol": {"start", "type", "reversed"}, "li": {"value"}}
"""Attributes that are read. List numbers other than 1. 2. 3. become text; these attributes are never written."""
MAX_SPAN = 50
MAX_ADDRESS = 2_000


def permitted(html: str) -> str:
    """`html` parsed as by a browser and reduced to the allow-list; well-formed."""
    return _CLEANER.clean(html)


def tidy(address: str) -> str:
    return without_junk(address).replace("\n", "").strip().replace(" ", "%20")


def _attribute(tag: str, name: str, value: str) -> str | None:
    if name == "href":
        return _href(value)
    return _span(value) if tag in ("td", "th") else _list_number(value)


def _href(value: str) -> str | None:
    """An absolute web or mail address, or None: a relative address means nothing in print or in an export."""
    address = tidy(value)
    scheme, _, rest = address.partition(":")
    address = f"{scheme.lower()}:{rest}"
    why = why_unfit_mail if scheme.lower() == "mailto" else why_unfit
    return None if len(address) > MAX_ADDRESS or why(address) else address


def is_followed(href: str) -> bool:
    """Whether `clean` preserves a link with this address."""
    return _href(href) is not None


def _span(value: str) -> str | None:
    digits = re.match(r"\s*\+?([0-9]{1,9})", value)
    span = min(int(digits[1]), MAX_SPAN) if digits else 1
    return str(span) if span > 1 else None


def _list_number(value: str) -> str | None:
    return value if re.fullmatch(r"-?[0-9]{0,6}|[a-zA-Z-]{1,40}", value, re.ASCII) else None


_CLEANER = nh3.Cleaner(
    tags=set(ALLOWED_TAGS),
    clean_content_tags={"script", "style"},
    attributes=READ_ATTRIBUTES,
    attribute_filter=_attribute,
    url_schemes=set(ALLOWED_SCHEMES),
    url_relative="deny",
    strip_comments=True,
    link_rel=None,
)
