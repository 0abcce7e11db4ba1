"""Rewrites HTML of other programs with the tags of the allow-list.

Other programs use styles, classes and tags of their own for superscript and bold text, preformatted paragraphs,
equations and symbol fonts. Tracked deletions and comments, which are not part of the text, are left out.
"""

import html as entities
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from issues.richtext.foreign.mathml import with_equations_in_line
from issues.richtext.foreign.styling import NOTHING, Styling, has_own_font, is_struck_through, styling
from issues.richtext.foreign.symbols import as_unicode
from issues.richtext.tokens import Token

_BREAK = Token(name="p")
_INLINE = {
    "span",
    "font",
    "a",
    "b",
    "strong",
    "i",
    "em",
    "u",
    "s",
    "small",
    "big",
    "code",
    "ins",
    "mark",
    "cite",
}
_INLINE |= {"q", "dfn", "var", "kbd", "samp", "label", "abbr", "strike", "tt", "time", "bdi", "bdo"}
_BOLD = {"b", "strong", "h1", "h2", "h3", "h4", "h5", "h6"}
_ITALIC = {"i", "em"}
_UNDONE = {"b", "strong", "i", "em"}
"""Tags whose meaning a style may cancel."""
_DOUBLES = {"rp", "annotation", "annotation-xml"}
"""Tags that repeat the text next to them."""
_MORE = re.compile(
    r"style|class|face|reversed|<(?:del|s|strike|img|rt|rp|pre|listing|xmp|plaintext|textarea|nobr|(?:m|mml):math|math|annotation)[\s/>-]",
    re.IGNORECASE,
)
_LIST_STYLE = re.compile(r"[a-z-]{1,40}")
_PREFORMATTED = {"pre", "listing", "xmp", "plaintext", "textarea"}
_VOID = {"br", "img", "hr", "wbr", "input", "col", "link", "meta", "area", "base", "embed", "param", "source"}
_ENDS_ITSELF = {"p", "td", "th"}
_REVERSED = re.compile(r"(?:^|\s)reversed(?=[\s=/]|$)", re.IGNORECASE)
_DRAWN_WORDS = re.compile(r"emoji|emotion|face|math|latex|tex\b|formula", re.IGNORECASE)
_NAMED_FACE = re.compile(r"[\[［【][^\[\]［］【】]{1,8}[\]］】]")
_LONGEST_SIGN = 12


@dataclass(slots=True)
class LeftOut:
    """Words that are not part of the text, by reason; and struck-through words, which are part of it."""

    deleted: list[str] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)
    struck_through: list[str] = field(default_factory=list)
    pictures: list[str] = field(default_factory=list)
    """The alternative text of each."""


@dataclass(frozen=True, slots=True)
class _Effect:
    """The effect of an open tag on its text. `marks` are the tags that it added; `is_written` says whether it is itself
    written to the result."""

    marks: tuple[str, ...] = ()
    is_written: bool = True
    font: str | None = None
    is_preformatted: bool | None = None
    hidden: str = ""
    after: str = ""
    is_struck_through: bool = False


def needs_normalizing(html: str) -> bool:
    """Whether `html` contains anything to rewrite; our canonical form does not."""
    return _MORE.search(html) is not None


def normalized(source: Iterable[Token], left_out: LeftOut | None = None) -> Iterator[Token]:
    return _Normalizer(left_out or LeftOut()).read(with_equations_in_line(source))


class _Normalizer:
    def __init__(self, left_out: LeftOut) -> None:
        self._left_out = left_out
        self._open: dict[str, list[_Effect]] = defaultdict(list)
        """The open tags, by name: pages close them in any order."""
        self._fonts: list[str] = []
        self._preformatted: list[bool] = []
        self._hidden: list[str] = []
        self._struck_through = 0
        self._has_equation = False
        """Whether an equation was read that the page draws a second time."""

    def read(self, source: Iterable[Token]) -> Iterator[Token]:
        for token in source:
            if not token.name:
                yield from self._text(token.text)
            elif token.name in _VOID:
                yield from self._void(token)
            elif token.is_end:
                yield from self._end(token)
            else:
                yield from self._start(token)

    def _text(self, text: str) -> Iterator[Token]:
        if self._hidden:
            self._note(self._hidden[-1], text)
            return
        if self._struck_through:
            self._note("lined out", text)
        if self._fonts and self._fonts[-1]:
            text = as_unicode(text, self._fonts[-1])
        if not (self._preformatted and self._preformatted[-1]):
            yield Token(text)
            return
        for number, line in enumerate(re.split(r"\r\n|\r|\n", text)):
            if number:
                yield _BREAK
            yield Token(line)

    def _note(self, reason: str, text: str) -> None:
        left = self._left_out
        noted = {"deleted": left.deleted, "comment": left.comments, "lined out": left.struck_through}.get(
            reason
        )
        if noted is not None and text.strip():
            noted.append(text.strip())

    def _void(self, token: Token) -> Iterator[Token]:
        if self._hidden:
            return
        if token.name != "img":
            yield token
        elif words := picture_text(token):
            yield Token(words)
        else:
            self._left_out.pictures.append(entities.unescape(token.attribute("alt") or "").strip())

    def _start(self, token: Token) -> Iterator[Token]:
        if token.name in _ENDS_ITSELF and self._open[token.name]:
            yield from self._close(self._open[token.name].pop())
        style = styling(token)
        effect = self._effect(token, style)
        is_hidden = bool(self._hidden or effect.hidden)
        self._open[token.name].append(effect)
        if effect.font is not None:
            self._fonts.append(effect.font)
        if effect.is_preformatted is not None:
            self._preformatted.append(effect.is_preformatted)
        if effect.hidden:
            self._hidden.append(effect.hidden)
        self._struck_through += effect.is_struck_through
        if not is_hidden:
            yield from self._written(token, style, effect)

    def _written(self, token: Token, style: Styling, effect: _Effect) -> Iterator[Token]:
        if effect.is_written:
            yield _with_list_style(token, style) if token.name == "ol" else token
        if token.name == "rt":
            yield Token("（")
        for mark in effect.marks:
            yield Token(name=mark)

    def _end(self, token: Token) -> Iterator[Token]:
        effect = self._open[token.name].pop() if self._open[token.name] else _Effect()
        yield from self._close(effect)
        if effect.is_written and not effect.hidden and not self._hidden:
            yield token

    def _close(self, effect: _Effect) -> Iterator[Token]:
        if effect.font is not None:
            self._fonts.pop()
        if effect.is_preformatted is not None:
            self._preformatted.pop()
        if effect.hidden:
            self._hidden.pop()
        self._struck_through -= effect.is_struck_through
        if self._hidden or effect.hidden:
            return
        for mark in reversed(effect.marks):
            yield Token(name=mark, is_end=True)
        if effect.after:
            yield Token(effect.after)

    def _effect(self, token: Token, style: Styling) -> _Effect:
        if style is NOTHING and token.name not in _WITH_EFFECT:
            return _PLAIN
        undone = (
            token.name in _UNDONE and (style.is_bold if token.name in _BOLD else style.is_italic) is False
        )
        return _Effect(
            marks=tuple(_marks(token.name, style)),
            is_written=not undone,
            font=style.font or ("" if self._fonts and has_own_font(token) else None),
            is_preformatted=True if token.name in _PREFORMATTED else style.is_preformatted,
            hidden=self._hides(token, style),
            after="）" if token.name == "rt" else "",
            is_struck_through=is_struck_through(token),
        )

    def _hides(self, token: Token, style: Styling) -> str:
        if style.is_comment:
            return "comment"
        if token.name == "del" or style.is_deleted:
            return "deleted"
        return "double" if token.name in _DOUBLES or self._is_drawn_again(token) else ""

    def _is_drawn_again(self, token: Token) -> bool:
        """Whether the tag is the second, visual form of an equation by KaTeX or MathJax."""
        classes = (token.attribute("class") or "").split()
        if "katex-mathml" in classes:
            self._has_equation = True
        elif "katex-html" in classes and self._has_equation:
            self._has_equation = False
            return True
        return "MathJax_Preview" in classes or (
            token.name == "nobr" and token.attribute("aria-hidden") == "true"
        )


_PLAIN = _Effect()
_WITH_EFFECT = {"del", "rt", "s", "strike", "nobr"} | _DOUBLES | _PREFORMATTED


def _with_list_style(token: Token, style: Styling) -> Token:
    numbering = f' type="{style.list_style}"' if _LIST_STYLE.fullmatch(style.list_style) else ""
    down = ' reversed="reversed"' if _REVERSED.search(token.attributes) else ""
    added = f"{numbering}{down}"
    return token._replace(attributes=f"{added}{token.attributes}") if added else token


def _marks(name: str, style: Styling) -> Iterator[str]:
    if style.is_bold and name not in _BOLD:
        yield "strong"
    if style.is_italic and name not in _ITALIC:
        yield "em"
    if style.height and name in _INLINE:
        yield style.height


def picture_text(token: Token) -> str:
    """The text that a small picture represents, an emoji or an equation; "" for other pictures."""
    words = entities.unescape(token.attribute("alt") or "").strip()
    if _DRAWN_WORDS.search(token.attribute("class") or "") or _NAMED_FACE.fullmatch(words):
        return words
    is_sign = 0 < len(words) <= _LONGEST_SIGN and not any(
        unicodedata.category(character)[0] == "L" for character in words
    )
    return words if is_sign else ""
