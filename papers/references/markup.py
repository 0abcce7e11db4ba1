"""Removes markup of web pages and databases from a value, and preserves its meaning."""

import html
import re
from html.entities import html5

from issues.richtext.characters import without_junk
from issues.richtext.superscripts import subscript, superscript
from papers.references import cnki_superscripts, latex

_ATTRIBUTES = r"""(?:\s+[A-Za-z:-]+\s*=\s*(?:"[^"<>]*"|'[^'<>]*'))*\s*/?"""
SCRIPT = re.compile(
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
UNPAIRED_SCRIPT = re.compile(rf"</?(?:jats:)?(su[bp]|inf){_ATTRIBUTES}>", re.IGNORECASE)
ENTITY = re.compile(r"&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z][a-z0-9]{1,31});", re.IGNORECASE)
TIMES_ESCAPED = 3
DEEPEST = 5


def plain(text: str) -> str:
    """Writes superscripts and subscripts with special signs, and removes invisible characters."""
    return without_junk(cnki_superscripts.read(latex.with_plain_formulas(without_markup(text)))).strip()


def without_markup(text: str) -> str:
    """Without tags and entities, however often they were escaped."""
    text = BREAK.sub("\n", unescaped(text))
    for _ in range(DEEPEST):
        text = MARKUP.sub("", text)
        text, replaced = SCRIPT.subn(_script, text)
        if not replaced:
            break
    return UNPAIRED_SCRIPT.sub(_unpaired, text)


def unescaped(text: str) -> str:
    for _ in range(TIMES_ESCAPED):
        if "&" not in text or (once := ENTITY.sub(_character, text)) == text:
            break
        text = once
    return text


def without_superscripts(text: str) -> str:
    """Removes superscripts: in a line of authors they are numbers of affiliations."""
    return SCRIPT.sub("", unescaped(text))


def _character(match: re.Match[str]) -> str:
    name = match[0][1:]
    return html.unescape(match[0]) if name[0] == "#" or name in html5 or name.lower() in html5 else match[0]


def _script(match: re.Match[str]) -> str:
    return superscript(match["text"]) if match["tag"].lower() == "sup" else subscript(match["text"])


def _unpaired(match: re.Match[str]) -> str:
    """Writes ^ or _ for a tag that is never closed."""
    return "" if match[0][1] == "/" else "^" if match[1].lower() == "sup" else "_"
