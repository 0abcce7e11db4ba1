"""Writes equations on one line, as people type them, without losing fractions, superscripts and accents."""

import re
from collections.abc import Callable
from xml.etree.ElementTree import Element

from issues.importing.word.package import W

MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_PROPERTIES = re.compile(r"(?:\{.*\})?\w+Pr")
_WHOLE = re.compile(r"\w[\u0300-\u036f\u20d0-\u20ff]*|\w+(?:\.\w+)?|\([^()]*\)")
_INTEGRAL = "∫"
_ACCENTS = {"\u0305": "\u0304", "¯": "\u0304", "‾": "\u0304", "": "\u0302", "^": "\u0302", "~": "\u0303"}
"""A bar is written as the macron that more fonts have."""
_BAR_BELOW = "\u0331"


def linear(element: Element) -> str:
    """a/b, x^2, x_1, √(a+b), ∑_(i=1)^n a, x̄; whatever has no such form is its words in their order."""
    name = element.tag.removeprefix(MATH)
    if element.tag in (MATH + "t", W + "t"):
        return element.text or ""
    if name == "d":
        return _delimited(element)
    if name in _WITH_SIGN:
        return _WITH_SIGN[name](_parts(element), *_sign(element))
    if name in _ROWS:
        return _ROWS[name].join(linear(child) for child in element if not _is_property(child))
    if name in _FORMS:
        return _FORMS[name](_parts(element))
    return "".join(linear(child) for child in element if not _is_property(child))


def _parts(element: Element) -> dict[str, str]:
    return {child.tag.removeprefix(MATH): linear(child) for child in element if not _is_property(child)}


def _is_property(element: Element) -> bool:
    return bool(_PROPERTIES.fullmatch(element.tag))


def _sign(element: Element) -> tuple[str | None, str]:
    """The sign in its properties (None for none) and its position."""
    properties = {
        child.tag.removeprefix(MATH): child for part in element if _is_property(part) for child in part
    }
    sign, position = properties.get("chr"), properties.get("pos")
    return (
        None if sign is None else sign.get(MATH + "val", ""),
        "" if position is None else position.get(MATH + "val", ""),
    )


def _delimited(element: Element) -> str:
    marks = {
        child.tag.removeprefix(MATH): child.get(MATH + "val", "")
        for child in element.iterfind(f"{MATH}dPr/*")
    }
    inner = marks.get("sepChr", "|").join(linear(child) for child in element.iterfind(MATH + "e"))
    return f"{marks.get('begChr', '(')}{inner}{marks.get('endChr', ')')}"


def operand(text: str) -> str:
    """`text`, in brackets where it would be unclear which part is meant."""
    return text if _WHOLE.fullmatch(text) else f"({text})"


def _script(before: str, mark: str, after: str) -> str:
    return f"{before}{mark}{operand(after)}" if after else before


def _base(parts: dict[str, str]) -> str:
    return operand(parts.get("e", ""))


def _scripts(before: str, parts: dict[str, str]) -> str:
    return _script(_script(before, "_", parts.get("sub", "")), "^", parts.get("sup", ""))


def _operator(parts: dict[str, str], sign: str | None, _position: str) -> str:
    """∑, ∏, ∫ with what it runs over."""
    gap = " " if parts.get("sub") or parts.get("sup") else ""
    return f"{_scripts(_INTEGRAL if sign is None else sign, parts)}{gap}{parts.get('e', '')}"


def _accent(parts: dict[str, str], sign: str | None, _position: str) -> str:
    mark = _ACCENTS.get(sign or "", sign or "")
    return "".join(letter + mark for letter in parts.get("e", ""))


def _bar(parts: dict[str, str], _sign: str | None, position: str) -> str:
    mark = "\u0304" if position == "top" else _BAR_BELOW
    return "".join(letter + mark for letter in parts.get("e", ""))


def _grouped(parts: dict[str, str], sign: str | None, _position: str) -> str:
    return f"{parts.get('e', '')}{'⏟' if sign is None else sign}"


_WITH_SIGN: dict[str, Callable[[dict[str, str], str | None, str], str]] = {
    "nary": _operator,
    "acc": _accent,
    "bar": _bar,
    "groupChr": _grouped,
}
_ROWS = {"eqArr": "；", "m": "；", "mr": "，"}
_FORMS: dict[str, Callable[[dict[str, str]], str]] = {
    "f": lambda parts: f"{operand(parts.get('num', ''))}/{operand(parts.get('den', ''))}",
    "sSup": lambda parts: _script(_base(parts), "^", parts.get("sup", "")),
    "sSub": lambda parts: _script(_base(parts), "_", parts.get("sub", "")),
    "sSubSup": lambda parts: _scripts(_base(parts), parts),
    "sPre": lambda parts: f"{_scripts('', parts)} {_base(parts)}",
    "limLow": lambda parts: f"{_script(parts.get('e', ''), '_', parts.get('lim', ''))} ",
    "limUpp": lambda parts: f"{_script(parts.get('e', ''), '^', parts.get('lim', ''))} ",
    "func": lambda parts: f"{parts.get('fName', '').strip()} {parts.get('e', '')}",
    "rad": lambda parts: f"{parts.get('deg', '')}√{_base(parts)}",
}
