"""Marks of web pages and of databases inside a value: what they mean stays, what they are written with goes."""

import html
import re
from html.entities import html5

from issues.richtext.characters import without_junk
from issues.richtext.superscripts import subscript, superscript
from papers.references import cnki_superscripts, latex

_ATTRIBUTES = r"""(?:\s+[A-Za-z:-]+\s*=\s*(?:"[^"<>]*"|'[^'<>]*'))*\s*/?"""
HEIGHT = re.compile(
    rf"<(?:jats:)?(?P<tag>su[bp]|inf){_ATTRIBUTES}>(?P<text>[^<>]{{0,200}})</(?:jats:)?(?P=tag)\s*>",
    re.IGNORECASE,
)
BREAK = re.compile(
    rf"<br{_ATTRIBUTES}>|</?(?:jats:)?(?:p|div|title|sec|li){_ATTRIBUTES}>|[(（]#br[)）]|#br#", re.IGNORECASE
)
MARKUP = re.compile(
    rf"</?(?:jats:)?(?:[biu]|em|strong|span|font|small|italic|bold|ul|ol|list){_ATTRIBUTES}>", re.IGNORECASE
)
"""Strict about what a tag is: "a<b 且 c>d" is none."""
OPEN_HEIGHT = re.compile(rf"</?(?:jats:)?(su[bp]|inf){_ATTRIBUTES}>", re.IGNORECASE)
ENTITY = re.compile(r"&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z][a-z0-9]{1,31});", re.IGNORECASE)
TIMES_ESCAPED = 3
DEEPEST = 5


def plain(text: str) -> str:
    """With superscript and subscript signs as signs of their own, and without what cannot be seen."""
    return without_junk(cnki_superscripts.read(latex.with_plain_formulas(without_markup(text)))).strip()


def without_markup(text: str) -> str:
    """Without tags and entities, however often they were escaped."""
    text = BREAK.sub("\n", unescaped(text))
    for _ in range(DEEPEST):
        text = MARKUP.sub("", text)
        text, found = HEIGHT.subn(_at_its_height, text)
        if not found:
            break
    return OPEN_HEIGHT.sub(_unpaired, text)


def unescaped(text: str) -> str:
    for _ in range(TIMES_ESCAPED):
        if "&" not in text or (once := ENTITY.sub(_character, text)) == text:
            break
        text = once
    return text


def without_superscripts(text: str) -> str:
    """Without what is superscript: in the line of authors that is the number of an address."""
    return HEIGHT.sub("", unescaped(text))


def _character(found: re.Match[str]) -> str:
    name = found[0][1:]
    return html.unescape(found[0]) if name[0] == "#" or name in html5 or name.lower() in html5 else found[0]


def _at_its_height(found: re.Match[str]) -> str:
    return superscript(found["text"]) if found["tag"].lower() == "sup" else subscript(found["text"])


def _unpaired(found: re.Match[str]) -> str:
    """One that nobody closed: where it begins is still to be seen."""
    return "" if found[0][1] == "/" else "^" if found[1].lower() == "sup" else "_"
