import io
from importlib.resources import files

import pytest
from fontTools.cffLib import CFFFontSet
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.t2CharStringPen import T2CharStringPen

from issues.exporting.pdf.fonts import cff


@pytest.fixture(scope="module")
def keyed() -> bytes:
    """The CFF of a CID-keyed font whose CIDs are not its glyph indices."""
    font = (files("pylopdf_fonts_zh_cn") / "NotoSansSC-Regular.otf").read_bytes()
    return cff.table(font, b"CFF ") or b""


def cids(font: bytes) -> list[str]:
    fonts = CFFFontSet()
    fonts.decompile(io.BytesIO(font), None)
    return list(fonts[0].charset)


def test_table_that_is_not_there_is_none() -> None:
    assert cff.table((files("pylopdf_fonts_zh_cn") / "NotoSansSC-Regular.otf").read_bytes(), b"glyf") is None


def test_identity_charset_replaces_the_fonts_own(keyed: bytes) -> None:
    assert cids(keyed)[5_000] != "cid05000"
    changed = cids(cff.with_identity(keyed) or b"")
    assert changed[5_000] == "cid05000"
    assert changed[-1] == f"cid{len(changed) - 1:05}"


def test_font_whose_offsets_leave_no_room_is_left_alone(keyed: bytes) -> None:
    assert cff.with_cids(keyed, range(1, 31_036)) is None


def test_font_with_glyph_names_is_left_alone() -> None:
    builder = FontBuilder(1000, isTTF=False)
    builder.setupGlyphOrder([".notdef", "A"])
    builder.setupCharacterMap({65: "A"})
    pen = T2CharStringPen(500, None)
    shapes = {name: pen.getCharString() for name in (".notdef", "A")}
    builder.setupCFF("Named", {}, shapes, {})
    builder.setupHorizontalMetrics(dict.fromkeys(shapes, (500, 0)))
    builder.setupHorizontalHeader()
    builder.font.save(out := io.BytesIO())
    font = cff.table(out.getvalue(), b"CFF ") or b""
    assert cff.with_identity(font) is None
    assert cff.with_cids(font, [1]) is None
