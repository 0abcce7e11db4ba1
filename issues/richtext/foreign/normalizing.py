"""Pages say by style, by class or by tags of their own what the allow-list says by its tags: raised and bold text,
paragraphs of preformatted text, equations, signs of symbol fonts. It is said in tags of the allow-list here, and what is
no part of the text, a tracked deletion or a comment, is left out.
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
"""Tags that a style may take the meaning from."""
_DOUBLES = {"rp", "annotation", "annotation-xml"}
"""Say once more what stands beside them."""
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
    """Words that are no part of the text, by what they are; and those that are but have a line through them."""

    deleted: list[str] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)
    lined_out: list[str] = field(default_factory=list)
    pictures: list[str] = field(default_factory=list)
    """What each says of itself."""


@dataclass(frozen=True, slots=True)
class _Effect:
    """What an open tag does to the text in it. `marks`: what else it opened; `is_written`: its end tag is written too."""

    marks: tuple[str, ...] = ()
    is_written: bool = True
    font: str | None = None
    is_preformatted: bool | None = None
    hidden: str = ""
    after: str = ""
    is_struck_through: bool = False


def needs_normalizing(html: str) -> bool:
    """Whether anything in it needs to be read by its meaning; our own canonical form, for one, does not."""
    return _MORE.search(html) is not None


def normalized(source: Iterable[Token], left_out: LeftOut | None = None) -> Iterator[Token]:
    return _Meaning(left_out or LeftOut()).read(with_equations_in_line(source))


class _Meaning:
    def __init__(self, left_out: LeftOut) -> None:
        self._left_out = left_out
        self._open: dict[str, list[_Effect]] = defaultdict(list)
        """The tags that are open, by name: pages close them in any order."""
        self._fonts: list[str] = []
        self._preformatted: list[bool] = []
        self._hidden: list[str] = []
        self._lined_out = 0
        self._has_equation = False
        """An equation was read that the page now draws again."""

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
        if self._lined_out:
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
        noted = {"deleted": left.deleted, "comment": left.comments, "lined out": left.lined_out}.get(reason)
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
        said = styling(token)
        effect = self._effect(token, said)
        is_hidden = bool(self._hidden or effect.hidden)
        self._open[token.name].append(effect)
        if effect.font is not None:
            self._fonts.append(effect.font)
        if effect.is_preformatted is not None:
            self._preformatted.append(effect.is_preformatted)
        if effect.hidden:
            self._hidden.append(effect.hidden)
        self._lined_out += effect.is_struck_through
        if not is_hidden:
            yield from self._written(token, said, effect)

    def _written(self, token: Token, said: Styling, effect: _Effect) -> Iterator[Token]:
        if effect.is_written:
            yield _with_list_style(token, said) if token.name == "ol" else token
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
        self._lined_out -= effect.is_struck_through
        if self._hidden or effect.hidden:
            return
        for mark in reversed(effect.marks):
            yield Token(name=mark, is_end=True)
        if effect.after:
            yield Token(effect.after)

    def _effect(self, token: Token, said: Styling) -> _Effect:
        if said is NOTHING and token.name not in _OF_THEIR_OWN:
            return _PLAIN
        undone = token.name in _UNDONE and (said.is_bold if token.name in _BOLD else said.is_italic) is False
        return _Effect(
            marks=tuple(_marks(token.name, said)),
            is_written=not undone,
            font=said.font or ("" if self._fonts and has_own_font(token) else None),
            is_preformatted=True if token.name in _PREFORMATTED else said.is_preformatted,
            hidden=self._hides(token, said),
            after="）" if token.name == "rt" else "",
            is_struck_through=is_struck_through(token),
        )

    def _hides(self, token: Token, said: Styling) -> str:
        if said.is_comment:
            return "comment"
        if token.name == "del" or said.is_deleted:
            return "deleted"
        return "double" if token.name in _DOUBLES or self._is_drawn_again(token) else ""

    def _is_drawn_again(self, token: Token) -> bool:
        """What KaTeX and MathJax set beside an equation for the eye."""
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
_OF_THEIR_OWN = {"del", "rt", "s", "strike", "nobr"} | _DOUBLES | _PREFORMATTED


def _with_list_style(token: Token, said: Styling) -> Token:
    style = f' type="{said.list_style}"' if _LIST_STYLE.fullmatch(said.list_style) else ""
    down = ' reversed="reversed"' if _REVERSED.search(token.attributes) else ""
    return token._replace(attributes=f"{style}{down}{token.attributes}") if style or down else token


def _marks(name: str, said: Styling) -> Iterator[str]:
    if said.is_bold and name not in _BOLD:
        yield "strong"
    if said.is_italic and name not in _ITALIC:
        yield "em"
    if said.height and name in _INLINE:
        yield said.height


def picture_text(token: Token) -> str:
    """The sign that a small picture stands for, an emoji or an equation; "" for a picture of something."""
    words = entities.unescape(token.attribute("alt") or "").strip()
    if _DRAWN_WORDS.search(token.attribute("class") or "") or _NAMED_FACE.fullmatch(words):
        return words
    is_sign = 0 < len(words) <= _LONGEST_SIGN and not any(
        unicodedata.category(one)[0] == "L" for one in words
    )
    return words if is_sign else ""
