"""Writes equations of web pages (MathML) as one line of text: 1/2, r², √(a+b), x̄."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from issues.richtext.tokens import Token

_ROWS = {"math", "mrow", "mstyle", "semantics", "mpadded", "mphantom", "menclose", "merror", "maction"}
_LEAVES = {"mi", "mn", "mo", "mtext", "ms", "mspace", "annotation", "annotation-xml", "none", "mprescripts"}
_FORMS = {"mfrac", "msup", "msub", "msubsup", "msqrt", "mroot", "mover", "munder", "munderover", "mfenced"}
_TABLES = {"mtable", "mtr", "mtd", "mlabeledtr", "mmultiscripts", "mglyph", "mstack", "mlongdiv"}
_NAMES = _ROWS | _LEAVES | _FORMS | _TABLES
_UNSEEN = {"annotation", "annotation-xml", "mphantom", "mspace"}
_DEEPEST = 60
_ACCENTS = {
    "¯": "\u0304",
    "‾": "\u0304",
    "\u0304": "\u0304",
    "\u0305": "\u0304",
    "^": "\u0302",
    "ˆ": "\u0302",
    "~": "\u0303",
}
_ACCENTS |= {
    "˜": "\u0303",
    "→": "\u20d7",
    "⃗": "\u20d7",
    "˙": "\u0307",
    ".": "\u0307",
    "¨": "\u0308",
    "_": "\u0304",
    "―": "\u0304",
    "-": "\u0304",
}
_SUP, _SUB = Token(name="sup"), Token(name="sub")


@dataclass(slots=True)
class _Node:
    name: str
    attributes: Token
    children: list["_Node | str"] = field(default_factory=list)


def with_equations_in_line(source: Iterable[Token]) -> Iterator[Token]:
    """`source` with text instead of the tags of equations; an equation ends where other tags begin."""
    stack: list[_Node] = []
    for token in source:
        name = token.name.removeprefix("m:").removeprefix("mml:")
        if not stack and not (name == "math" and not token.is_end):
            yield token
        elif token.name and name not in _NAMES:
            if token.name not in _AROUND:
                yield from _line(stack[0])
                stack = []
                yield token
        elif not token.name:
            stack[-1].children.append(token.text)
        elif token.is_end:
            if name == "math":
                yield from _line(stack[0])
                stack = []
            elif any(node.name == name for node in stack[1:]):
                while stack.pop().name != name:
                    pass
        else:
            _open(stack, _Node(name, token), is_closed=token.attributes.rstrip().endswith("/"))
    if stack:
        yield from _line(stack[0])


_AROUND = {"span", "mjx-assistive-mml"}


def _open(stack: list[_Node], node: _Node, *, is_closed: bool) -> None:
    """Ignores tags below a depth that no real equation has."""
    if len(stack) >= _DEEPEST:
        return
    if stack:
        stack[-1].children.append(node)
    if not is_closed:
        stack.append(node)


def _line(node: _Node | str) -> list[Token]:
    if isinstance(node, str):
        return [Token(node.strip())] if node.strip() else []
    if node.name in _UNSEEN:
        return []
    parts = [line for child in node.children if (line := _line(child))]
    if node.name in _FORMS:
        return _form(node, parts)
    gap = [Token(" ")] if node.name in ("mtr", "mtable") else []
    return [token for number, part in enumerate(parts) for token in (*(gap if number else []), *part)]


def _form(node: _Node, parts: list[list[Token]]) -> list[Token]:
    first, second, third = (*parts, [], [], [])[:3]
    name = node.name
    if name == "mfrac":
        return [*_bracketed(first), Token("/"), *_bracketed(second)]
    if name in ("msqrt", "mroot"):
        inner = [token for part in parts for token in part] if name == "msqrt" else first
        return [*(_wrapped(_SUP, second) if name == "mroot" else []), Token("√"), *_bracketed(inner)]
    if name == "mfenced":
        inner = [
            token for number, part in enumerate(parts) for token in (*([Token(",")] if number else []), *part)
        ]
        return [
            Token(node.attributes.attribute("open") or "("),
            *inner,
            Token(node.attributes.attribute("close") or ")"),
        ]
    if name == "mover" and (accent := _ACCENTS.get(_text(second))) and len(_text(first)) == 1:
        return [Token(_text(first) + accent)]
    if name in ("msup", "mover"):
        return [*_base(first), *_wrapped(_SUP, second)]
    if name in ("msub", "munder"):
        return [*_base(first), *_wrapped(_SUB, second)]
    return [*_base(first), *_wrapped(_SUB, second), *_wrapped(_SUP, third)]


def _base(tokens: list[Token]) -> list[Token]:
    return _bracketed(tokens) if any(token.text in ("/", "+", "-", "−") for token in tokens[1:]) else tokens


def _wrapped(tag: Token, inner: list[Token]) -> list[Token]:
    return [tag, *inner, tag._replace(is_end=True)] if inner else []


def _bracketed(tokens: list[Token]) -> list[Token]:
    """In brackets, unless it is clear without them where the operand ends."""
    text = _text(tokens)
    is_clear = len(text) <= 1 or text.replace(".", "").isalnum() or (text[0] == "(" and text[-1] == ")")
    return tokens if is_clear else [Token("("), *tokens, Token(")")]


def _text(tokens: list[Token]) -> str:
    return "".join(token.text for token in tokens)
