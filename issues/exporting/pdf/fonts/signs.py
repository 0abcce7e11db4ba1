"""Signs that few fonts have, printed as those that every font has: ➢ as ▶, 𝑃 as P, and 10⁻³ raised by the layout.

The document keeps its characters; only the page is set with others.
"""

import re
import unicodedata
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from issues.exporting.pdf.texts import divide_texts

_ALWAYS = str.maketrans(
    "⮚⮘🡨🡪🡩🡫🗹🗷🗸🗶🞎🞏🞐⬧⬥⬩⯀⭘🞄🔾🔿🗵🗴⮞⮜🠖🠊🟋🟏🟓🟑🞟",
    "➢◀←→↑↓☑☒✓✗□□□◆◆◆■○•○◎☒✗▶◀→→★★★★▪",
)
"""No font that machines commonly have draws these."""
_WITHOUT_SIGNS = str.maketrans(
    "☑☐☒✔✘✗✕✖➢➤➔➜➝➞►▸◄◂❑❒❏❐✦✧◻◼⬜⬛◾◽●⚫⚪∎⁃‣≣✓❖◉⊙⇨⇦⇧⇩➡⬅⬆⬇✱✲✳‐⌧✪✰❍▯⇑⇓⁄‾ϑϕϖϒ",
    "√□×√××××▶▶→→→→▶▶◀◀□□□□◆◇□■□■■□●●○■•▶≡√◆◎◎→←↑↓→←↑↓***-×★☆○□↑↓/¯θφπΥ",
)
"""For fonts without signs of this kind: √ for a ticked box is what people write where they have none."""
_RAISED = dict(zip("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱ", "0123456789+−=()ni", strict=True))
_LOWERED = dict(zip("₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎", "0123456789+−=()", strict=True))
_SHIFTED = re.compile(f"[{''.join(_RAISED)}]+|[{''.join(_LOWERED)}]+")
_SURE = set("¹²³⁴")
_LETTERS = re.compile("[\U0001d400-\U0001d7ff\u210e]")
"""Mathematical letters; among the italic ones ℎ stands apart."""


def is_known(character: str, *, has_signs: bool) -> bool:
    """Whether `character` is printed as something else where no font has it."""
    code = ord(character)
    return (
        code in _ALWAYS
        or bool(_LETTERS.match(character))
        or (not has_signs and (code in _WITHOUT_SIGNS or bool(_SHIFTED.match(character))))
    )


def replaced(text: str, *, has_signs: bool) -> str:
    """`text` with other signs in their places; raised and lowered figures stay."""
    text = _LETTERS.sub(lambda found: unicodedata.normalize("NFKC", found[0]), text.translate(_ALWAYS))
    return text if has_signs else text.translate(_WITHOUT_SIGNS)


class Signs:
    """Prepares a page. `has_signs`: a font for signs is at hand."""

    def __init__(self, *, has_signs: bool) -> None:
        self._has_signs = has_signs

    def prepare(self, root: Element) -> None:
        divide_texts(root, self._parted)

    def _parted(self, text: str | None) -> tuple[str | None, list[Element]]:
        """The text before the first raised or lowered figure, and an element for each with the text behind it."""
        if not text or text.isascii():
            return text, []
        text = replaced(text, has_signs=self._has_signs)
        runs = [run for run in _SHIFTED.finditer(text) if not self._has_signs and set(run[0]) - _SURE]
        return (text[: runs[0].start()], list(_shifted(text, runs))) if runs else (text, [])


def _shifted(text: str, runs: list[re.Match[str]]) -> Iterator[Element]:
    ends = [*(run.start() for run in runs[1:]), len(text)]
    for run, end in zip(runs, ends, strict=True):
        is_raised = run[0][0] in _RAISED
        element = Element("sup" if is_raised else "sub")
        signs = _RAISED if is_raised else _LOWERED
        element.text, element.tail = "".join(map(signs.__getitem__, run[0])), text[run.end() : end]
        yield element
