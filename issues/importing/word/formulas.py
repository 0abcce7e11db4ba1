"""Equations on one line, as one would type them: what stands above a bar or higher on the line changes the meaning."""

import re
from collections.abc import Callable
from xml.etree.ElementTree import Element

from issues.importing.word.wording import MATH, words

_PROPERTIES = re.compile(r"(?:\{.*\})?\w+Pr")
_WHOLE = re.compile(r"\w+(?:\.\w+)?|\([^()]*\)")


def linear(element: Element) -> str:
    """a/b, x^2, x_1, √(a+b); whatever has no such form is its words in their order."""
    name = element.tag.removeprefix(MATH)
    if name == "r" or not element.tag.startswith(MATH):
        return words(element)
    if name == "d":
        return _delimited(element)
    written = [(child.tag.removeprefix(MATH), linear(child)) for child in element if not _is_property(child)]
    return _FORMS[name](dict(written)) if name in _FORMS else "".join(text for _, text in written)


def _is_property(element: Element) -> bool:
    return bool(_PROPERTIES.fullmatch(element.tag))


def _delimited(element: Element) -> str:
    marks = {
        child.tag.removeprefix(MATH): child.get(MATH + "val", "")
        for child in element.iterfind(f"{MATH}dPr/*")
    }
    inner = marks.get("sepChr", ",").join(linear(child) for child in element.iterfind(MATH + "e"))
    return f"{marks.get('begChr', '(')}{inner}{marks.get('endChr', ')')}"


def _one(text: str) -> str:
    return text if _WHOLE.fullmatch(text) else f"({text})"


def _script(before: str, mark: str, after: str) -> str:
    return f"{before}{mark}{_one(after)}" if after else before


def _base(said: dict[str, str]) -> str:
    return _one(said.get("e", ""))


_FORMS: dict[str, Callable[[dict[str, str]], str]] = {
    "f": lambda said: f"{_one(said.get('num', ''))}/{_one(said.get('den', ''))}",
    "sSup": lambda said: _script(_base(said), "^", said.get("sup", "")),
    "sSub": lambda said: _script(_base(said), "_", said.get("sub", "")),
    "sSubSup": lambda said: _script(_script(_base(said), "_", said.get("sub", "")), "^", said.get("sup", "")),
    "rad": lambda said: f"{said.get('deg', '')}√{_base(said)}",
}
