"""Reads the formatting of a start tag from its style, class and face attributes."""

import html as entities
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from issues.richtext.foreign.symbols import FONTS
from issues.richtext.tokens import Token

_MOST = 4_000
"""Characters of a style attribute that are read; an office program writes a few hundred."""
_DECLARATION = re.compile(r"([^:;]+):((?:[^;\"']|\"[^\"]*(?:\"|$)|'[^']*(?:'|$))*)")
_BOLD_FROM = 600
_RAISED = re.compile(r"([+-]?[0-9.]+)(?:px|pt|em|ex|rem|%)")
_LINED_OUT = re.compile(r"\bline-through\b")
_PREFORMATTED = ("pre", "pre-wrap", "pre-line", "break-spaces")
_COMMENT_PARTS = ("comment", "comment-list")
_COMMENT_CLASSES = {"msocomanchor", "msocommentreference", "msocomoff", "msocomtxt"}
_DELETED_CLASSES = {"msodel"}


@dataclass(frozen=True, slots=True)
class Styling:
    """A property that the tag does not set is "" or None."""

    is_bold: bool | None = None
    is_italic: bool | None = None
    height: str = ""
    """sup or sub."""
    font: str = ""
    """A symbol font, which draws letters as symbols."""
    is_preformatted: bool | None = None
    is_deleted: bool = False
    """By a tracked change."""
    is_comment: bool = False
    list_style: str = ""


NOTHING = Styling()


def styling(token: Token) -> Styling:
    """The formatting that `token` gives its text."""
    written = token.attributes.lower()
    if "style" not in written and "class" not in written and "face" not in written:
        return NOTHING
    return _styling(*(token.attribute(name) or "" for name in ("style", "class", "face")))


@lru_cache(maxsize=256)
def _styling(style: str, classes: str, face: str) -> Styling:
    declared = declarations(style)
    names = set(entities.unescape(classes).lower().split())
    return Styling(
        is_bold=_is_bold(declared.get("font-weight", "")),
        is_italic=_is_italic(declared.get("font-style", "")),
        height=_height(declared),
        font=_symbol_font(declared, entities.unescape(face)),
        is_preformatted=_is_preformatted(declared.get("white-space", "")),
        is_deleted=bool(names & _DELETED_CLASSES),
        is_comment=bool(names & _COMMENT_CLASSES)
        or declared.get("mso-element") in _COMMENT_PARTS
        or declared.get("mso-special-character") == "comment",
        list_style=_list_style(declared),
    )


def declarations(style: str) -> dict[str, str]:
    """The last value of every property, in lower case except for font names."""
    pairs = _DECLARATION.findall(entities.unescape(style)[:_MOST])
    return {name.strip().lower(): _value(name, value) for name, value in pairs}


def _value(name: str, value: str) -> str:
    value = re.sub(r"\s*!\s*important\s*$", "", value, flags=re.IGNORECASE).strip()
    return value if "font-family" in name.lower() or name.strip().lower() == "font" else value.lower()


def _is_bold(weight: str) -> bool | None:
    if weight.isascii() and weight.isdigit():
        return int(weight[:5]) >= _BOLD_FROM
    return {"bold": True, "bolder": True, "normal": False, "lighter": False}.get(weight)


def _is_italic(style: str) -> bool | None:
    return {"italic": True, "oblique": True, "normal": False}.get(style)


def _height(declared: Mapping[str, str]) -> str:
    """sup or sub, also from a length as Word and other programs write it."""
    align = declared.get("vertical-align", "")
    if align in ("super", "sub"):
        return "sup" if align == "super" else "sub"
    length = declared.get("mso-text-raise") or (align if "font-size" in declared else "")
    measured = _RAISED.fullmatch(length)
    try:
        by = float(measured[1]) if measured else 0.0
    except ValueError:
        by = 0.0
    return "sup" if by > 0 else "sub" if by < 0 else ""


def _symbol_font(declared: Mapping[str, str], face: str) -> str:
    named = (
        declared.get("mso-symbol-font-family", "") if declared.get("mso-char-type") == "symbol" else "",
        declared.get("font-family", ""),
        face,
    )
    first = next(filter(None, named), "").split(",")[0].strip(" \"'")
    return next((font for font in FONTS if font.lower() == first.lower()), "")


def has_own_font(token: Token) -> bool:
    """Whether `token` sets any font."""
    return bool(token.attribute("face")) or "font-family" in declarations(token.attribute("style") or "")


def _is_preformatted(white_space: str) -> bool | None:
    return white_space in _PREFORMATTED if white_space and white_space != "inherit" else None


def _list_style(declared: Mapping[str, str]) -> str:
    return declared.get("list-style-type") or declared.get("list-style", "").split(" ")[0]


def is_struck_through(token: Token) -> bool:
    """Whether its text is struck through, which may mean that it is no longer valid."""
    if token.name in ("s", "strike"):
        return True
    declared = declarations(token.attribute("style") or "")
    return any(
        _LINED_OUT.search(declared.get(name, "")) for name in ("text-decoration", "text-decoration-line")
    )
