import io
from pathlib import Path

import pikepdf
import pytest
from fontTools.cffLib import CFFFontSet
from pdfminer.layout import LTChar

from issues.exporting.pdf import render_pdf, subsetter_is_fast
from issues.exporting.pdf.fonts import faces, places
from issues.exporting.pdf.fonts.configuration import configure
from issues.exporting.pdf.limits import LEAST
from issues.exporting.pdf.messages import Job
from issues.exporting.pdf.renderer import Renderer
from tests.issues.exporting.pdf.printing import article, dictionaries, document, lines, opened, section, text
from tests.issues.exporting.pdf.tiny_fonts import save_tiny_collection, save_tiny_font

HTML = document(
    section(1, "一、政策热点", article("a", "1.楷体标题", "宋体正文与<strong>黑体</strong>，Latin 2024。"))
)


@pytest.fixture(scope="module")
def pip_only() -> bytes:
    """The same issue where no font package of the system is to be found."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PRINT_FONTS", "")
        press = Renderer()
        rendered = press.run(Job(HTML, (), LEAST))
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


def paths_by_role(faces_: list[faces.Face]) -> dict[str, Path]:
    """The first face of each role."""
    return {face.role.family: face.path for face in reversed(faces_)}


@pytest.mark.parametrize(
    ("filename", "family"),
    [
        *(
            ("方正小标宋简体.TTF", "Biaosong"),
            ("FZXBSJW--GB1-0.TTF", "Biaosong"),
            ("STZHONGS.TTF", "Biaosong"),
        ),
        *(("FZFSK.TTF", "Fangsong"), ("simfang.ttf", "Fangsong"), ("仿宋_GB2312.ttf", "Fangsong")),
        *(("STFANGSO.TTF", "Fangsong"), ("FZKTK.TTF", "Kai"), ("simkai.ttf", "Kai"), ("STKAITI.TTF", "Kai")),
        *(("楷体_GB2312_0.ttf", "Kai"), ("FZHTK.TTF", "Hei"), ("simhei.ttf", "Hei"), ("STSONG.TTF", "Song")),
    ],
)
def test_institutes_own_font_comes_before_ours(tmp_path: Path, filename: str, family: str) -> None:
    own = save_tiny_font(tmp_path / "nested" / filename, "Own", "甲")
    paths = paths_by_role(faces.installed([tmp_path]))
    assert paths[family] == own
    assert {"Song", "Hei"} <= paths.keys()
    assert paths["Latin"].name == "NotoSerifSC-Regular.otf"
    assert family == "Kai" or "Kai" not in paths


def test_what_is_no_font_plays_no_role(tmp_path: Path) -> None:
    (tmp_path / "simfang.ttf").touch()
    assert "Fangsong" not in paths_by_role(faces.installed([tmp_path]))


def test_collection_is_used_by_the_face_that_is_meant(tmp_path: Path) -> None:
    save_tiny_collection(tmp_path / "simsun.ttc", ["NSimSun", "SimSun"], "甲")
    song = next(face for face in faces.installed([tmp_path]) if face.role.family == "Song")
    assert song.postscript == "SimSun"
    save_tiny_collection(tmp_path / "NotoSerifCJK-Regular.ttc", ["NotoSerifCJKjp-Regular"], "甲")
    latin = next(face for face in faces.installed([tmp_path]) if face.role.family == "Latin")
    assert latin.postscript == "NotoSerifCJKsc-Regular"


def test_administrator_names_a_file_for_a_role(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    title = save_tiny_font(tmp_path / "ours" / "title.ttf", "Title", "甲")
    save_tiny_collection(tmp_path / "body.ttc", ["One", "Two"], "甲")
    save_tiny_font(tmp_path / "simhei.ttf", "SimHei", "甲")
    setting = f"小标宋={title};仿宋=body.ttc#Two;黑体（粗）=title.ttf"
    monkeypatch.setenv("PRINT_FONT_ROLES", setting)
    chosen = {(face.role.label): face for face in faces.installed([tmp_path]) if face.is_own}
    assert chosen["小标宋"].path == title
    assert chosen["仿宋"].postscript == "Two"
    assert (chosen["黑体"].path.name, chosen["黑体（粗）"].path.name) == ("simhei.ttf", "title.ttf")
    assert places.problems([tmp_path]) == []


def test_what_is_wrong_with_the_setting_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PRINT_FONT_ROLES", "隶书=a.ttf;楷体=b.ttf")
    assert places.problems([tmp_path]) == [
        "PRINT_FONT_ROLES 里的“隶书”不是字体的用途",
        "PRINT_FONT_ROLES 给“楷体”指定的文件没有找到，或不是字体文件：b.ttf",
    ]
    monkeypatch.delenv("PRINT_FONT_ROLES")
    assert places.problems([tmp_path]) == []


def test_configuration_names_files_with_awkward_paths(tmp_path: Path) -> None:
    folder = tmp_path / "a & <b>"
    folder.mkdir()
    config = configure(folder, faces.installed([]))
    assert "a &amp; &lt;b&gt;" in config.read_text()


def printed_with(place: Path, paragraph: str) -> dict[str, LTChar]:
    """The characters of a paragraph, as they are printed with the fonts in `place`."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PRINT_FONTS", str(place))
        press = Renderer()
        html = document(section(1, "一、政策热点", article("a", "1.标题", paragraph)))
        rendered = press.run(Job(html, (), LEAST))
        press.stop()
    assert rendered.missing == ()
    found = (glyph for line in lines(rendered.pdf, 2) for glyph in line if isinstance(glyph, LTChar))
    return {glyph.get_text(): glyph for glyph in found}


@pytest.mark.parametrize(("halves", "fonts"), [("", 2), ("，。", 1)])
def test_doubled_marks_close_up_whatever_the_institutes_font_has(
    tmp_path: Path, halves: str, fonts: int
) -> None:
    save_tiny_font(tmp_path / "simfang.ttf", "FangSong", "子丑寅，。” ", halves=halves)
    glyphs = printed_with(tmp_path, "子丑。，寅")
    assert "Fangsong" in glyphs["子"].fontname
    assert len({glyphs["子"].fontname, glyphs["。"].fontname}) == fonts
    em = glyphs["丑"].x0 - glyphs["子"].x0
    assert glyphs["，"].x0 - glyphs["。"].x0 == pytest.approx(em / 2, abs=0.5)


def test_what_the_institutes_font_lacks_is_drawn_by_ours(tmp_path: Path) -> None:
    save_tiny_font(tmp_path / "simsun.ttf", "SimSun", "子丑，。")
    glyphs = printed_with(tmp_path, "子丑镕")
    assert glyphs["子"].fontname != glyphs["镕"].fontname
    assert "Song" in glyphs["镕"].fontname


def test_doubled_marks_of_kai_text_close_up() -> None:
    """LXGW WenKai has no half-width forms: Song draws its marks."""
    html = document(section(1, "一、政策热点", article("a", "1.《子》、《丑》", "丙")))
    found = (glyph for line in lines(render_pdf(html).pdf, 2) for glyph in line if isinstance(glyph, LTChar))
    glyphs = {glyph.get_text(): glyph for glyph in found}
    assert "Kai" in glyphs["子"].fontname
    assert "Latin" in glyphs["、"].fontname
    assert glyphs["《"].x0 - glyphs["、"].x0 == pytest.approx(7.5, abs=1.5)


def test_fast_subsetter_is_noticed() -> None:
    assert isinstance(subsetter_is_fast(), bool)
