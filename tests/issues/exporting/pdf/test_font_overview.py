from pathlib import Path

from issues.exporting.pdf.fonts import faces
from issues.exporting.pdf.fonts.overview import NOT_EMBEDDABLE, Played, overview
from tests.issues.exporting.pdf.tiny_fonts import save_tiny_font


def played(place: Path) -> dict[str, Played]:
    return {row.role.label: row for row in overview(faces.installed([place]))}


def test_what_is_missing_says_what_is_printed_instead(tmp_path: Path) -> None:
    rows = played(tmp_path)
    assert rows["仿宋"].notes == ("没有找到：正文用宋体",)
    assert rows["仿宋"].path is None
    assert rows["宋体"].notes == ()
    assert rows["宋体"].name == "Noto Serif SC"
    assert rows["宋体"].version


def test_own_font_names_what_ours_add_to_it(tmp_path: Path) -> None:
    save_tiny_font(tmp_path / "simfang.ttf", "FangSong", "子，。", embedding=2)
    save_tiny_font(tmp_path / "simsun.ttf", "SimSun", "子，。", halves="，。")
    rows = played(tmp_path)
    assert (rows["仿宋"].name, rows["仿宋"].version, rows["仿宋"].is_own) == (
        "FangSong",
        "Version 1.5",
        True,
    )
    assert rows["仿宋"].notes == (
        "没有的字由Noto Serif SC补上",
        "没有半角标点，标点由Noto Serif SC来印，连用时才能收紧",
        NOT_EMBEDDABLE,
    )
    assert rows["宋体"].notes == ("没有的字由Noto Serif SC补上",)


def test_another_style_in_the_place_of_the_title_is_named(tmp_path: Path) -> None:
    save_tiny_font(tmp_path / "NotoSerifSC-Bold.otf", "Bold", "子")
    assert played(tmp_path)["小标宋"].notes == ("没有找到小标宋：用Bold代替，字形不同",)


def test_broken_file_is_described_by_its_name(tmp_path: Path) -> None:
    (tmp_path / "FZHTK.TTF").write_bytes(b"\0\1\0\0 and nothing else")
    assert played(tmp_path)["黑体"].name == "FZHTK"
