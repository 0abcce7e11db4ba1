"""印刷字样: a PDF that shows every role of the fonts on this machine, to be printed and held against a page of the past."""

from django.template.loader import render_to_string

from issues.exporting.pdf import PATIENCE, Rendered, render_pdf
from issues.exporting.pdf.fonts.glyphs import unprintable
from issues.exporting.pdf.fonts.overview import Played, overview
from issues.richtext.foreign.symbols import TABLES

STACKS = {
    "Fangsong": "Fangsong, Song",
    "Kai": "Latin, Kai, Song",
    "Biaosong": "Biaosong, Song",
    "Signs": "Song, Signs",
}
"""The families that the stylesheet names with a role, where it names others."""
WITH_OTHERS = {"Latin", "MoreSigns"}
"""What is seen with the Kai text and with the signs."""
SIGNS = "⁻¹ ₊ ☑ ☐ ☒ ✔ ✘ ➢ ➤ → ← ↑ ↓ ① ② ⑩ Ⅰ Ⅳ ℃ ℉ № ㎡ ≥ ≤ ± × ÷ ≠ ≈ ∞ √ ∑ α β μ 𝑃 𝑛 ★ ● ○ ■ □ ◆ ◇ ▲ △"
SYMBOL_FONTS = ("Symbol", "Wingdings")
ALSO_TRIED = "鿍鿎鿏鿬㐂㗎𠮷𰻞🦠😷💊"
"""Rare Chinese characters, and pictures of the kind that telephones write."""


def print_specimen(*, patience: float = PATIENCE) -> Rendered:
    """Raises `RenderingFailed`."""
    return render_pdf(specimen_html(), patience=patience)


def specimen_html() -> str:
    roles = [_shown(played) for played in overview() if played.role.family not in WITH_OTHERS]
    shown = {"roles": roles, "signs": SIGNS}
    return render_to_string("print/specimen.html", shown | _unprintable_shown())


def _shown(played: Played) -> dict[str, object]:
    family = played.role.family
    return {
        "role": played.role,
        "played": played,
        "file": played.path.name if played.path else "",
        "family": STACKS.get(family, family),
        "weight": 700 if played.role.label.endswith("（粗）") else 400,
    }


def _unprintable_shown() -> dict[str, object]:
    """By their code points: they would be printed as boxes."""
    tried = dict.fromkeys("".join(TABLES[font] for font in SYMBOL_FONTS) + ALSO_TRIED + SIGNS)
    lacking = unprintable("".join(tried))
    return {"tried": len(tried), "lacking": [f"U+{ord(character):04X}" for character in lacking]}
