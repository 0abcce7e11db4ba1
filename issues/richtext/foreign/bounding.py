"""Limits the size of the tree before nh3 builds it.

nh3 builds the same tree as a browser, in quadratic time for nested tags: 100,000 of them take too long. So tags
that the allow-list would remove are removed here, by name: blocks become a paragraph break, unknown tags are dropped,
and no tag is open more than a few times. `issues.richtext.parsing` applies the exact limit of depth.
"""

import html as entities
from collections import Counter
from collections.abc import Iterable, Iterator

from issues.richtext.allowlist import ALLOWED_TAGS, READ_ATTRIBUTES
from issues.richtext.characters import without_junk
from issues.richtext.foreign.links import is_link, without_costly_links
from issues.richtext.foreign.normalizing import needs_normalizing, normalized
from issues.richtext.tokens import Token, tokens

_SYNONYMS = {"b": "strong", "i": "em", "menu": "ul", "dir": "ul", "tfoot": "tbody"}
_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
_BLOCKS = {"p", "div", "center", "blockquote", "pre", "hr", "address", "dl", "dt", "dd"}
_BLOCKS |= {
    "article",
    "aside",
    "details",
    "figcaption",
    "figure",
    "footer",
    "header",
    "hgroup",
    "main",
    "nav",
}
_BLOCKS |= {"section", "summary", "html", "body", "noscript", "caption"}
_BLOCKS |= {"dialog", "fieldset", "form", "legend", "option", "textarea"}
_INLINE = {"strong", "em", "b", "i", "sup", "sub", "a", "span", "font", "u"}
_BREAK = Token(name="p")
_SELF_CLOSING = {"p", "br", "li", "thead", "tbody", "tr", "td", "th"}
_OPEN_AT_ONCE = 8


def simplified(html: str) -> str:
    """`html` with tags of the allow-list only and limited depth; not yet well-formed or safe."""
    valid_text = html.encode("utf-8", "ignore").decode()
    source = tokens(valid_text)
    if needs_normalizing(valid_text):
        source = normalized(source)
    written: list[str] = []
    for token in without_costly_links(_affordable(_known(source))):
        tag = _tag(token) if token.name else entities.escape(token.text, quote=False)
        if tag != "<p>" or written[-1:] != ["<p>"]:
            written.append(tag)
    return "".join(written)


def text_only(html: str) -> str:
    """Paragraphs without other markup, of any length, in linear time."""
    written: list[str] = []
    for token in tokens(html.encode("utf-8", "ignore").decode()):
        if not token.name:
            written.append(entities.escape(without_junk(token.text), quote=False))
        elif token.name not in _INLINE and written[-1:] != ["</p><p>"]:
            written.append("</p><p>")
    return f"<p>{''.join(written)}</p>"


def _known(source: Iterable[Token]) -> Iterator[Token]:
    """Text, tags on the allow-list, and their synonyms."""
    for token in source:
        name = _SYNONYMS.get(token.name, token.name)
        if name in _BLOCKS:
            yield _BREAK
        elif name in _HEADINGS:
            strong = token._replace(name="strong")
            yield from (strong, _BREAK) if token.is_end else (_BREAK, strong)
        elif not name or name in ALLOWED_TAGS:
            yield token._replace(name=name)


def _affordable(source: Iterable[Token]) -> Iterator[Token]:
    """Leaves out tags that are nested too deeply, with their end tags, and end tags without a start tag."""
    is_open: Counter[str] = Counter()
    dropped: Counter[str] = Counter()
    for token in source:
        name = token.name
        if not name or name in _SELF_CLOSING:
            yield token
        elif not token.is_end:
            has_no_address = name == "a" and not is_link(token)
            fits = is_open[name] < _OPEN_AT_ONCE and not has_no_address
            (is_open if fits else dropped)[name] += 1
            if fits:
                yield token
        elif dropped[name]:
            dropped[name] -= 1
        elif is_open[name]:
            is_open[name] -= 1
            yield token


def _tag(token: Token) -> str:
    if token.is_end:
        return f"</{token.name}>"
    written = ""
    for key in sorted(READ_ATTRIBUTES.get(token.name, ())):
        value = token.attribute(key)
        if value is not None:
            written += f' {key}="' + value.replace('"', "&quot;") + '"'
    return f"<{token.name}{written}>"
