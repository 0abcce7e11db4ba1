import io
from pathlib import Path

import pikepdf
import pytest
from fontTools.cffLib import CFFFontSet

from issues.exporting.pdf import render_pdf, subsetter_is_fast
from issues.exporting.pdf.fonts import faces
from issues.exporting.pdf.messages import Job
from issues.exporting.pdf.renderer import MEGABYTE, Renderer
from tests.issues.exporting.pdf.printing import article, dictionaries, document, opened, section, text

HTML = document(
    section(1, "一、政策热点", article("a", "1.楷体标题", "宋体正文与<strong>黑体</strong>，Latin 2024。"))
)


@pytest.fixture(scope="module")
def pip_only() -> bytes:
    """The same issue where no font package of the system is to be found."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PRINT_FONTS", "")
        press = Renderer()
        rendered = press.run(Job(HTML, (), 20.0, 512 * MEGABYTE))
        press.stop()
    assert rendered.missing == ()
    return rendered.pdf


def descriptors(pdf: pikepdf.Pdf) -> dict[str, pikepdf.Dictionary]:
    found = dictionaries(pdf, Type="/FontDescriptor")
    return {str(descriptor.FontName).partition("+")[2]: descriptor for descriptor in found}


def test_pip_fonts_alone_print_the_whole_issue(pip_only: bytes) -> None:
    assert "宋体正文与黑体，Latin 2024。" in text(pip_only)
    with opened(pip_only) as pdf:
        assert {"Song", "Hei"} <= set(descriptors(pdf))


def test_every_font_is_embedded(pip_only: bytes) -> None:
    for data in (pip_only, render_pdf(HTML).pdf):
        with opened(data) as pdf:
            assert all("/FontFile2" in found or "/FontFile3" in found for found in descriptors(pdf).values())


def test_glyphs_are_found_under_the_ids_that_the_text_uses(pip_only: bytes) -> None:
    """Through the font's own charset, as strict viewers and printers go."""
    with opened(pip_only) as pdf:
        checked = 0
        for font in dictionaries(pdf, Type="/Font", Subtype="/CIDFontType0"):
            program = font.FontDescriptor.FontFile3
            assert program.Subtype == pikepdf.Name.CIDFontType0C
            assert "/CIDToGIDMap" not in font
            assert used_cids(font) <= cids_of(program.read_bytes())
            checked += 1
        assert checked >= 2


def used_cids(font: pikepdf.Dictionary) -> set[int]:
    cids: set[int] = set()
    entries = list(font.W)
    for first, widths in zip(entries[::2], entries[1::2], strict=True):
        cids |= set(range(int(first), int(first) + len(widths)))
    return cids


def cids_of(program: bytes) -> set[int]:
    cff = CFFFontSet()
    cff.decompile(io.BytesIO(program), None)
    return {0, *(int(name[3:]) for name in cff[0].charset[1:])}


def test_fonts_are_cut_down_to_what_is_used(pip_only: bytes) -> None:
    assert len(pip_only) < 60_000


def test_institutes_own_font_comes_before_ours(tmp_path: Path) -> None:
    own = tmp_path / "nested" / "方正小标宋简体.TTF"
    own.parent.mkdir()
    own.touch()
    paths = {face.role.family: face.path for face in faces.installed([tmp_path])}
    assert paths["Biaosong"] == own
    assert paths["Song"].name == "NotoSerifSC-Regular.otf"
    assert "Kai" not in paths


def test_collection_is_used_by_its_simplified_chinese_face(tmp_path: Path) -> None:
    (tmp_path / "NotoSerifCJK-Regular.ttc").touch()
    (song,) = (face for face in faces.installed([tmp_path]) if face.role.family == "Song")
    assert song.source.postscript == "NotoSerifCJKsc-Regular"


def test_configuration_names_files_with_awkward_paths(tmp_path: Path) -> None:
    folder = tmp_path / "a & <b>"
    folder.mkdir()
    config = faces.configure(folder, faces.installed([]))
    assert "a &amp; &lt;b&gt;" in config.read_text()


def test_fast_subsetter_is_noticed() -> None:
    assert isinstance(subsetter_is_fast(), bool)
