"""Small fonts for tests, with the names of fonts that an institute may own."""

from pathlib import Path

from fontTools.feaLib.builder import addOpenTypeFeaturesFromString
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTCollection, TTFont
from fontTools.ttLib.tables._g_l_y_f import Glyph

EM = 1000
HALVES = "feature halt {{ pos {} <0 0 -500 0>; }} halt;"


def tiny_font(name: str, characters: str, *, halves: str = "", embedding: int = 0) -> TTFont:
    """A font of black squares; of `halves` there are half-width forms."""
    glyphs = {ord(character): f"uni{ord(character):04X}" for character in characters}
    order = [".notdef", *glyphs.values()]
    builder = FontBuilder(EM, isTTF=True)
    builder.setupGlyphOrder(order)
    builder.setupCharacterMap(glyphs)
    builder.setupGlyf({glyph: _square() for glyph in order})
    builder.setupHorizontalMetrics(dict.fromkeys(order, (EM, 100)))
    builder.setupHorizontalHeader(ascent=880, descent=-120)
    builder.setupNameTable(
        {"familyName": name, "styleName": "Regular", "psName": name, "version": "Version 1.5"}
    )
    builder.setupOS2(fsType=embedding)
    builder.setupPost()
    if halves:
        names = " ".join(glyphs[ord(mark)] for mark in halves)
        addOpenTypeFeaturesFromString(builder.font, HALVES.format(f"[{names}]"))
    return builder.font


def _square() -> Glyph:
    pen = TTGlyphPen(None)
    for place, draw in zip(
        ((100, 0), (100, 800), (900, 800), (900, 0)), (pen.moveTo, *[pen.lineTo] * 3), strict=True
    ):
        draw(place)
    pen.closePath()
    return pen.glyph()


def save_tiny_font(path: Path, name: str, characters: str, *, halves: str = "", embedding: int = 0) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    tiny_font(name, characters, halves=halves, embedding=embedding).save(path)
    return path


def save_tiny_collection(path: Path, names: list[str], characters: str) -> Path:
    collection = TTCollection()
    collection.fonts = [tiny_font(name, characters) for name in names]
    collection.save(path)
    return path
