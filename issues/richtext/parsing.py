"""Parses well-formed HTML of the allow-list into a tree."""

import html as entities
from typing import NamedTuple

from issues.richtext.allowlist import ALLOWED_ATTRIBUTES
from issues.richtext.characters import LINE_BREAK, without_junk
from issues.richtext.foreign.numbered_lists import Numbers
from issues.richtext.spacing import paragraphs
from issues.richtext.tokens import Token, tokens
from issues.richtext.tree import Container, Marks, Run

MAX_DEPTH = 20
_INLINE_DEPTH = 6  # p, a, strong, em, sup and br may follow inside the innermost container
_CONTAINER_DEPTH = {"ul": 2, "ol": 2, "table": 4}
_PARENTS = {
    "li": {"ul", "ol"},
    "thead": {"table"},
    "tbody": {"table"},
    "tr": {"thead", "tbody"},
    "td": {"tr"},
    "th": {"tr"},
}
_RANKS = {"a": 0, "strong": 1, "em": 2, "sup": 3, "sub": 3}
_LISTS = {"ul", "ol"}
_CELLS = {"td", "th"}  # the only containers that are preserved when empty


def parse_html(html: str) -> Container:
    """The root of `html`, at most MAX_DEPTH deep; the content of a deeper container moves to the container around it."""
    reader = _Reader()
    for token in tokens(html):
        if not token.name:
            reader.text(without_junk(token.text))
        elif token.name == "br":
            reader.text(LINE_BREAK)
        elif token.is_end:
            reader.end()
        else:
            reader.start(token)
    reader.end_paragraph()
    return reader.root


class _Open(NamedTuple):
    name: str
    is_box: bool
    marks_before: Marks


class _Reader:
    def __init__(self) -> None:
        self.root = Container("")
        self._containers = [self.root]
        self._open: list[_Open] = []
        self._marks: Marks = ()
        self._runs: list[Run] = []
        self._numbers: list[Numbers] = []
        """One for each open list."""

    def text(self, text: str) -> None:
        self._runs.append(Run(text, self._marks))

    def start(self, token: Token) -> None:
        is_box = self._makes_box(token.name)
        self._open.append(_Open(token.name, is_box, self._marks))
        if token.name in _RANKS:
            self._marks = _with_mark(self._marks, token)
            return
        self.end_paragraph()
        if is_box:
            self._containers.append(Container(token.name, _attributes(token)))
            if token.name in _LISTS:
                self._numbers.append(Numbers(token))
            elif token.name == "li":
                self._numbers[-1].note(self._containers[-1], token)

    def end(self) -> None:
        closed = self._open.pop()
        if closed.name in _RANKS:
            self._marks = closed.marks_before
            return
        self.end_paragraph()
        if closed.is_box:
            container = self._containers.pop()
            blocks = self._numbers.pop().written_out(container) if container.name in _LISTS else [container]
            if container.children or container.name in _CELLS:
                self._holder(container.name).children += blocks

    def end_paragraph(self) -> None:
        for paragraph in paragraphs(self._runs):
            self._holder("p").children.append(paragraph)
        self._runs = []

    def _makes_box(self, name: str) -> bool:
        if name in _PARENTS:
            return self._containers[-1].name in _PARENTS[name]
        used = sum(_CONTAINER_DEPTH.get(container.name, 0) for container in self._containers)
        return name in _CONTAINER_DEPTH and used + _CONTAINER_DEPTH[name] + _INLINE_DEPTH <= MAX_DEPTH

    def _holder(self, name: str) -> Container:
        """The innermost container; in a list its last item, because a list contains only items."""
        container = self._containers[-1]
        if container.name not in _LISTS or name == "li":
            return container
        item = container.children[-1] if container.children else None
        if name == "p" or not isinstance(item, Container):
            item = Container("li")
            container.children.append(item)
        return item


def _with_mark(marks: Marks, token: Token) -> Marks:
    """Adds a mark. Of two marks that exclude each other, sup and sub, the inner one wins."""
    ranked = {_RANKS[mark.split(" ")[0]]: mark for mark in marks}
    attributes = _attributes(token)
    if token.name != "a" or attributes:
        ranked[_RANKS[token.name]] = token.name + attributes
    return tuple(ranked[rank] for rank in sorted(ranked))


def _attributes(token: Token) -> str:
    written = ""
    for key in sorted(ALLOWED_ATTRIBUTES.get(token.name, ())):
        value = token.attribute(key)
        if value is not None:
            quoted = entities.escape(entities.unescape(value), quote=False).replace('"', "&quot;")
            written += f' {key}="{quoted}"'
    return written
