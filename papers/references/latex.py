"""Reads LaTeX in a value: BibTeX has it everywhere, other exports in formulas.

pylatexenc translates accents and the names of signs. It does not get complete values, because it takes a % without a
backslash, as CNKI writes it, as the beginning of a comment, and drops what it does not know. Here both stay in the text.
"""

import re
import unicodedata
from functools import lru_cache

from pylatexenc.latex2text import LatexNodes2Text

from issues.richtext.superscripts import subscript, superscript

UNREAD = re.compile(r"\\[A-Za-z]{2,}")
"""Commands that remain in a value after reading."""

_SIGNS = "&%$#_{}"
_SUBSTITUTES = {sign: chr(1 + n) for n, sign in enumerate(_SIGNS)}
_BACK = str.maketrans({substitute: sign for sign, substitute in _SUBSTITUTES.items()})
_ESCAPED = re.compile(r"\\([&%$#_{}])")
_ACCENT = re.compile(
    r"""\\(?:[`'^"~=.]|[uvHckbdrt](?![A-Za-z]))\s*
    (?:\{\s*(?:\\[ij](?![A-Za-z])|[^\W\d_]{1,2})\s*\}|\\[ij](?![A-Za-z])|[^\W\d_])""",
    re.VERBOSE,
)
_FORMULA = re.compile(
    r"(?<!\$)(?P<dollars>\${1,2})(?![\s$])(?P<inner>[^$\u3000-\u9fff\uff00-\uffef]{1,300}?)(?<!\s)(?P=dollars)(?![\d$])"
    r"|\\\((?P<bracketed>.{1,300}?)\\\)",
    re.DOTALL,
)
_SCRIPT = re.compile(r"(?P<sign>[\^_])\s*(?:\{(?P<group>[^{}]*)\}|(?P<single>[^\s{}\\^_]))")
_NAMED_SCRIPT = re.compile(r"\\(text(?:super|sub)script|sp|sb)\s*\{([^{}]*)\}")
_BAR = re.compile(r"\\(?:bar|overline)\s*(?:\{\s*(\w)\s*\}|\s(\w))")
_ROOT = re.compile(r"\\sqrt\s*\{([^{}]*)\}")
_FRACTION = re.compile(r"\\[dt]?frac\s*\{([^{}]*)\}\s*\{([^{}]*)\}")
_STYLE = re.compile(
    r"\\(?:text(?:bf|it|rm|sc|sf|tt|up|sl|normal)?|emph|math(?:rm|bf|it|sf|tt|cal|bb|normal)|operatorname|mbox|ensuremath"
    r"|url|uppercase|it|bf|rm|em|sc|sf|tt|left|right|displaystyle|boldsymbol|bm|nolimits|limits|protect)(?![A-Za-z])\s*"
)
_MACRO = re.compile(r"\\([A-Za-z]+)(\{\}|[ \t]+)?")
_SPACE = re.compile(r"\\([,;:! /-])")
_MORE_SIGNS = {
    "S": "§",
    "P": "¶",
    "copyright": "©",
    "pounds": "£",
    "degree": "°",
    "circ": "°",
    "textcelsius": "℃",
    "textquotesingle": "'",
    "textasciitilde": "~",
    "textasciicircum": "^",
    "textless": "<",
    "textgreater": ">",
    "textbar": "|",
}
_TYPED = (("---", "—"), ("--", "–"), ("``", "“"), ("''", "”"))


def read(text: str) -> str:
    """Reads a complete value of BibTeX, and removes the braces that group its parts."""
    text = _ESCAPED.sub(lambda match: _SUBSTITUTES[match[1]], text)
    text = _ACCENT.sub(lambda match: _meaning(match[0]) or match[0], text)
    text = _macros(_FORMULA.sub(_formula, text).replace(r"\\", "\n"))
    for typed, sign in _TYPED:
        text = text.replace(typed, sign)
    text = re.sub(r"(?<=[A-Za-z]\.)~(?=[A-Z])", " ", text)
    return without_braces(text).translate(_BACK)


def with_plain_formulas(text: str) -> str:
    """$10^{9}$ in a value that is else plain: only what is surely a formula."""
    if "$" not in text and r"\(" not in text:
        return text
    return _FORMULA.sub(lambda match: _formula(match) if re.search(r"[\\^_]", match[0]) else match[0], text)


def unescaped(text: str) -> str:
    """An address, of which nothing else may be changed."""
    return _ESCAPED.sub(r"\1", re.sub(r"(?<!\\)[{}]", "", _STYLE.sub("", text)))


def without_braces(text: str) -> str:
    return text.replace("{", "").replace("}", "")


def _formula(match: re.Match[str]) -> str:
    inner = match["inner"] or match["bracketed"] or ""
    text = _macros(inner)
    for _ in range(3):  # they may be nested
        text = _SCRIPT.sub(_script, text)
    return without_braces(text)


def _script(match: re.Match[str]) -> str:
    text = match["single"] if match["group"] is None else match["group"]
    return superscript(text) if match["sign"] == "^" else subscript(text)


def _macros(text: str) -> str:
    if "\\" not in text:
        return text
    text = _NAMED_SCRIPT.sub(
        lambda f: superscript(f[2]) if f[1] in ("textsuperscript", "sp") else subscript(f[2]), text
    )
    text = _BAR.sub(lambda f: f"{f[1] or f[2]}\N{COMBINING MACRON}", text)
    text = _FRACTION.sub(lambda f: f"{_grouped(f[1])}/{_grouped(f[2])}", _ROOT.sub(r"√(\1)", text))
    text = _MACRO.sub(_sign, _STYLE.sub("", text))
    return _SPACE.sub(lambda f: "" if f[1] in "!/-" else " ", text)


def _grouped(text: str) -> str:
    return text if re.fullmatch(r"\w*", text) else f"({text})"


def _sign(match: re.Match[str]) -> str:
    sign = _MORE_SIGNS.get(match[1]) or _meaning("\\" + match[1])
    is_sign = match[1] in _MORE_SIGNS or (not sign.isascii() and len(sign) <= 2)
    if not is_sign:
        return match[0]
    behind = match[2] or ""
    return sign if behind == "{}" or sign.isalpha() or sign == "'" else sign + behind


@lru_cache(maxsize=1024)
def _meaning(latex: str) -> str:
    """ "" where it is not known."""
    try:
        text = LatexNodes2Text(math_mode="text").latex_to_text(latex)
    except Exception:  # it raises what it likes on names that want more behind them
        return ""
    return unicodedata.normalize("NFC", text).strip() if "\\" not in text else ""
