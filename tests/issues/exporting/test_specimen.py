from issues.exporting.specimen import print_specimen, specimen_html
from tests.issues.exporting.pdf.printing import text
from tests.rendered import flat


def test_specimen_shows_each_role_and_prints_without_a_missing_glyph() -> None:
    printed = print_specimen()
    assert printed.missing == ()
    shown = text(printed.pdf)
    for words in (
        "仿宋：正文",
        "小标宋：刊名",
        "楷体（粗）：条目标题、期号",
        "《甲》、“乙”，（丙）。",
        "P<0.05",
        "☑",
    ):
        assert words in shown


def test_specimen_names_what_cannot_be_printed_by_its_code() -> None:
    html = flat(specimen_html())
    assert "U+1F9A0" in html
    assert "🦠" not in html
