"""What a start tag says by its style and its class, and not by its name."""

import html as entities
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from issues.richtext.foreign.symbols import FONTS
from issues.richtext.tokens import Token

_MOST = 4_000
"""Characters of a style that are read; an office program writes a few hundred."""
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
    """Each is "" or None where the tag says nothing of it."""

    is_bold: bool | None = None
    is_italic: bool | None = None
    height: str = ""
    """sup or sub."""
    font: str = ""
    """A symbol font, in which the letters are signs."""
    is_preformatted: bool | None = None
    is_deleted: bool = False
    """By a tracked change."""
    is_comment: bool = False
    list_style: str = ""


NOTHING = Styling()


def styling(token: Token) -> Styling:
    """What `token` says of the text in it."""
    written = token.attributes.lower()
    if "style" not in written and "class" not in written and "face" not in written:
        return NOTHING
    return _styling(*(token.attribute(name) or "" for name in ("style", "class", "face")))


@lru_cache(maxsize=256)
def _styling(style: str, classes: str, face: str) -> Styling:
    said = declarations(style)
    names = set(entities.unescape(classes).lower().split())
    return Styling(
        is_bold=_is_bold(said.get("font-weight", "")),
        is_italic=_is_italic(said.get("font-style", "")),
        height=_height(said),
        font=_symbol_font(said, entities.unescape(face)),
        is_preformatted=_is_preformatted(said.get("white-space", "")),
        is_deleted=bool(names & _DELETED_CLASSES),
        is_comment=bool(names & _COMMENT_CLASSES)
        or said.get("mso-element") in _COMMENT_PARTS
        or said.get("mso-special-character") == "comment",
        list_style=_list_style(said),
    )


def declarations(style: str) -> dict[str, str]:
    """The last value of every property, in lower case but for names of fonts."""
    found = _DECLARATION.findall(entities.unescape(style)[:_MOST])
    return {name.strip().lower(): _value(name, value) for name, value in found}


def _value(name: str, value: str) -> str:
    value = re.sub(r"\s*!\s*important\s*$", "", value, flags=re.IGNORECASE).strip()
    return value if "font-family" in name.lower() or name.strip().lower() == "font" else value.lower()


def _is_bold(weight: str) -> bool | None:
    if weight.isascii() and weight.isdigit():
        return int(weight[:5]) >= _BOLD_FROM
    return {"bold": True, "bolder": True, "normal": False, "lighter": False}.get(weight)


def _is_italic(style: str) -> bool | None:
    return {"italic": True, "oblique": True, "normal": False}.get(style)


def _height(said: Mapping[str, str]) -> str:
    """Raised and lowered, also by a length as Word and others write it."""
    align = said.get("vertical-align", "")
    if align in ("super", "sub"):
        return "sup" if align == "super" else "sub"
    length = said.get("mso-text-raise") or (align if "font-size" in said else "")
    measured = _RAISED.fullmatch(length)
    try:
        by = float(measured[1]) if measured else 0.0
    except ValueError:
        by = 0.0
    return "sup" if by > 0 else "sub" if by < 0 else ""


def _symbol_font(said: Mapping[str, str], face: str) -> str:
    named = (
        said.get("mso-symbol-font-family", "") if said.get("mso-char-type") == "symbol" else "",
        said.get("font-family", ""),
        face,
    )
    first = next(filter(None, named), "").split(",")[0].strip(" \"'")
    return next((font for font in FONTS if font.lower() == first.lower()), "")


def has_own_font(token: Token) -> bool:
    """Whether `token` sets text in a font, of whatever kind."""
    return bool(token.attribute("face")) or "font-family" in declarations(token.attribute("style") or "")


def _is_preformatted(white_space: str) -> bool | None:
    return white_space in _PREFORMATTED if white_space and white_space != "inherit" else None


def _list_style(said: Mapping[str, str]) -> str:
    return said.get("list-style-type") or said.get("list-style", "").split(" ")[0]


def is_struck_through(token: Token) -> bool:
    """Whether the words in it have a line through them, which may mean that they no longer hold."""
    if token.name in ("s", "strike"):
        return True
    said = declarations(token.attribute("style") or "")
    return any(_LINED_OUT.search(said.get(name, "")) for name in ("text-decoration", "text-decoration-line"))
