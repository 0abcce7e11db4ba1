"""Workbooks as other programs and other hands make them: read as Excel shows them, or asked about."""

import re
import unicodedata
from collections import Counter
from datetime import date, datetime
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from tablib import Dataset

from hospitals.models import HospitalNewsLink
from issues.document import plain_text
from issues.document.errors import Unreadable
from issues.spreadsheets.files.delimited import read_delimited, read_pasted
from issues.spreadsheets.files.grid import Grid
from issues.spreadsheets.files.reading import read_table
from issues.spreadsheets.files.workbooks import read_workbook
from issues.spreadsheets.formats import Xlsx
from papers.models import JournalAbstract
from tests.issues.spreadsheets.sheets import (
    ABSTRACTS,
    LINKS,
    as_csv,
    faults,
    imported,
    preview,
    refusal,
    saved,
    workbook,
    xlsx,
)
from tests.issues.spreadsheets.test_bad_input import GOOD, ROW, SHEET, with_part

STYLES = "xl/styles.xml"
ODD_STYLES = {
    "empty fill": (rb"<fill><patternFill\s*/></fill>", b"<fill/>"),
    "style without a name": (rb'<cellStyle name="Normal"', b"<cellStyle"),
    "style of a format that is not there": (rb'(<cellStyle name="Normal" xfId=)"0"', rb'\1"7"'),
    "font that is not there": (rb'fontId="0"', b'fontId="99"'),
    "no formats at all": (rb"<cellXfs.*</cellXfs>", b""),
}


@pytest.mark.parametrize("case", ODD_STYLES)
def test_odd_style_sheet_is_no_matter(case, capfd):
    odd = with_part(GOOD, STYLES, lambda part: re.sub(*ODD_STYLES[case], part))
    assert odd != GOOD
    assert read_workbook(odd).rows == [LINKS, ROW]
    assert capfd.readouterr() == ("", "")


def strict(data: bytes) -> bytes:
    out = BytesIO()
    with ZipFile(BytesIO(data)) as source, ZipFile(out, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            part = source.read(name).replace(
                b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
                b"http://purl.oclc.org/ooxml/spreadsheetml/main",
            )
            part = part.replace(
                b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
                b"http://purl.oclc.org/ooxml/officeDocument/relationships",
            )
            target.writestr(name, part)
    return out.getvalue()


def test_strict_open_xml_is_read_with_its_dates_and_links():
    book = workbook(["医院", "日期"], ["望澜市第一医院", date(2026, 2, 5)])
    book.active["A2"].hyperlink = "https://hospital.example/1"
    grid = read_workbook(strict(saved(book)))
    assert grid.rows == [["医院", "日期"], ["望澜市第一医院", "2026-02-05"]]
    assert grid.rows[1][0].target == "https://hospital.example/1"


def test_binary_workbook_is_called_by_its_name():
    out = BytesIO()
    with ZipFile(BytesIO(GOOD)) as source, ZipFile(out, "w") as target:
        for name in source.namelist():
            part = source.read(name).replace(b"xl/workbook.xml", b"xl/workbook.bin")
            target.writestr(name.replace("workbook.xml", "workbook.bin"), part)
    with pytest.raises(Unreadable, match="二进制的 Excel 工作簿"):
        read_workbook(out.getvalue())


# numbers and dates


def with_number(value, code: str) -> Grid:
    book = workbook(["甲"], [value])
    book.active["A2"].number_format = code
    return read_workbook(saved(book))


@pytest.mark.parametrize(
    ("value", "code", "shown"),
    [
        (2026.1, "0.00", "2026.10"),
        (2026.1, "#,##0.00_ ", "2026.10"),
        (2026.12, "0.0", "2026.12"),
        (12345, "00000000", "00012345"),
        (0.85, "0%", "85%"),
        (0.285, "0.00%", "28.50%"),
        (3.14159, "0.00", "3.14159"),
        (-2.5, "0.00", "-2.5"),
        (2026, "0.00", "2026"),
        (1.5, '0.0"元"', "1.5"),
        (datetime(2026, 3, 1), 'yyyy"年"m"月"', "2026-03"),
        (datetime(2026, 3, 1), "[$-804]yyyy\\-mm;@", "2026-03"),
        (datetime(2026, 3, 1), 'yyyy"年"', "2026"),
        (datetime(2026, 3, 1), "mmm-yy", "2026-03"),
        (datetime(2026, 3, 1), 'm"月"d"日"', "2026-03-01"),
        (datetime(2026, 3, 1, 8, 30), "yyyy/m/d", "2026-03-01"),
        (datetime(2026, 3, 1, 8, 30), "yyyy/m/d h:mm", "2026-03-01 08:30:00"),
    ],
)
def test_number_is_read_as_excel_shows_it(value, code, shown):
    assert with_number(value, code).rows[1] == [shown]


@pytest.mark.parametrize(("number", "shown"), [(57, "2026-03"), (31, "2026-03-01"), (58, "2026-03-01")])
def test_formats_of_a_chinese_excel_are_known_without_being_spelled_out(number, shown):
    data = with_part(
        xlsx(["甲"], [date(2026, 3, 1)]),
        STYLES,
        lambda part: re.sub(rb'numFmtId="(?:14|164|165)"(?= fontId)', b'numFmtId="%d"' % number, part),
    )
    assert read_workbook(data).rows[1] == [shown]


def test_date_that_is_shown_to_its_month_is_shown():
    [note] = with_number(datetime(2026, 3, 15), 'yyyy"年"m"月"').notes
    assert note == "有的日期在 Excel 里只显示到年或月（第 2 行），就按显示的导入。"


@given(
    st.floats(0, 1e6, allow_nan=False) | st.integers(0, 10**9),
    st.sampled_from(["General", "0", "0.0", "0.00", "#,##0.000", "0%", "000000", "0.0_);[Red](0.0)"]),
)
def test_no_digit_that_is_stored_goes(value, code):
    [text] = with_number(value, code).rows[1]
    stored = float(value) * 100 if "%" in code else float(value)
    assert float(text.rstrip("%")) == pytest.approx(stored, rel=1e-14)


def test_october_that_may_be_january_is_asked_about(at_desk, editor):
    book = workbook(ABSTRACTS[:3], ["甲", "刊", 2026.1], ["乙", "刊", 2026.1], ["丙2026.1", "刊", "2026.1"])
    book.active["C3"].number_format = "0.00"
    page = preview(at_desk(editor), JournalAbstract, saved(book))
    [(line, heading, shown)] = faults(page)
    assert (line, heading) == (2, "发表时间")
    assert shown == "“2026.1”可能是 1 月，也可能是 10 月（Excel 会去掉末尾的 0）；请写作 2026-01 或 2026-10"
    book.active["C2"] = "2026-10"
    page = preview(at_desk(editor), JournalAbstract, saved(book))
    assert [row.cells[2] for row in page.context["new_rows"]] == ["2026-10", "2026-10", "2026-01"]


def test_number_that_may_be_october_is_no_question_outside_a_date(at_desk, editor):
    page = preview(at_desk(editor), HospitalNewsLink, xlsx(LINKS, [ROW[0], 2026.1, ROW[2]]))
    assert page.context["new_rows"][0].cells[1] == "2026.1"


@pytest.mark.parametrize(
    ("other", "is_asked"), [("2026.2", True), ("2026.10", False), ("2026.03", False), ("2026-10", True)]
)
def test_text_of_a_spreadsheet_asks_unless_its_column_shows_all_digits(other, is_asked):
    cells = [["时间"], ["2026.1"], [other]]
    grids = [read_delimited(as_csv(*cells)), read_pasted("\n".join(cell for [cell] in cells))]
    assert [hasattr(grid.rows[1][0], "reason") for grid in grids] == [is_asked, is_asked]


# links


def linked(cells: dict[str, str], heads=LINKS, row=ROW) -> bytes:
    book = workbook(heads, row)
    for key, target in cells.items():
        book.active[key].hyperlink = target
        book.active[key].value = row[ord(key[0]) - 65]
    return saved(book)


TARGET = "https://hospital.example/real?a=1&b=2"


@pytest.mark.parametrize(
    ("row", "key"),
    [([*ROW[:2], "点击查看"], "C2"), ([*ROW[:2], None], "B2"), ([*ROW[:2], "　"], "A2"), (ROW[:2], "B2")],
)
def test_address_behind_a_cell_is_taken_and_shown(at_desk, editor, row, key):
    page = preview(at_desk(editor), HospitalNewsLink, linked({key: TARGET}, LINKS[: len(row)], row))
    assert page.context["new_rows"][0].cells == (*ROW[:2], TARGET)
    assert "第 2 行的网址取自单元格里的超链接。" in page.content.decode()


def test_address_that_stands_in_the_cell_is_kept(at_desk, editor):
    page = preview(at_desk(editor), HospitalNewsLink, linked({"C2": TARGET, "B2": TARGET}))
    assert page.context["new_rows"][0].cells == tuple(ROW)
    assert "超链接" not in page.content.decode()


def test_address_behind_a_formula_is_taken_and_confirmed(at_desk, editor):
    data = linked({}, row=[*ROW[:2], f'=HYPERLINK("{TARGET}","点击查看")'])
    assert read_workbook(data).rows[1][2] == "点击查看"
    stored = with_part(
        data, SHEET, lambda part: re.sub(rb"<v\s*/>|<v></v>", "<v>点击查看</v>".encode(), part)
    )
    stored = with_part(stored, SHEET, lambda part: re.sub(rb'(<c r="C2")', rb'\1 t="str"', part))
    imported(at_desk(editor), HospitalNewsLink, stored)
    assert HospitalNewsLink.objects.get().url == TARGET


@pytest.mark.parametrize("target", ["mailto:a@hospital.example", "file:///etc/passwd", "javascript:alert(1)"])
def test_link_that_is_no_web_address_is_left_alone(at_desk, editor, target):
    page = preview(at_desk(editor), HospitalNewsLink, linked({"C2": target}, row=[*ROW[:2], "点击查看"]))
    assert [heading for _, heading, _ in faults(page)] == ["网址"]


# web pages that are called .xls

PAGE = """<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><meta charset="{0}"><style>td{{}}</style></head><body>
<table><tr><td>抬头</td></tr></table>
<table border=1><thead><tr><th>Title-题名</th><th>Source-文献来源</th><th>PubTime-发表时间</th></tr></thead>
<tr><td rowspan=2><a href="https://a.example/1">日间手术<br>10<sup>9</sup></a></td><td colspan="2">江州<b>医院</b>
管理</td></tr><tr><td>别刊&nbsp;</td><td>2026-03-15</td></tr></table></body></html>"""


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_table_of_a_web_page_is_read(encoding):
    grid = read_table(PAGE.format("gb2312").encode(encoding))
    assert grid.rows == [
        ["Title-题名", "Source-文献来源", "PubTime-发表时间"],
        ["日间手术\n10⁹", "江州医院 管理", ""],
        ["", "别刊", "2026-03-15"],
    ]
    assert grid.rows[1][0].target == "https://a.example/1"
    assert grid.notes == ["网页里有 2 个表格，只读了内容最多的一个。"]


@pytest.mark.parametrize(
    "page",
    ["<html><p>请登录</p></html>", "<html><table></table></html>", "<!doctype html>", "MIME-Version: 1.0\n"],
)
def test_web_page_without_a_table_is_refused_by_its_name(page):
    with pytest.raises(Unreadable, match="网页"):
        read_table(page.encode())


# headings


CNKI = ["SrcDatabase-来源库", "Title-题名", "Author-作者", "Organ-单位", "Source-文献来源", "Summary-摘要",
        "PubTime-发表时间", "Year-年", "URL-网址", "DOI-DOI"]  # fmt: skip
PAPER = ["期刊", "日间手术的实践", "秦望舒;顾南枝;", "江州医院;", "江州医院管理", "<正>目的:甲。", "2026-03-15", "2026",
         "https://a.example/1", "10.1234/a.1"]  # fmt: skip
READ = {
    "论文名称": "日间手术的实践",
    "发表期刊": "江州医院管理",
    "发表时间": "2026-03-15",
    "作者": "秦望舒；顾南枝",
    "论文摘要": "目的:甲。",
    "网址": "https://a.example/1",
    "DOI": "10.1234/a.1",
}


def shown(page) -> dict[str, str]:
    assert "new_rows" in page.context, refusal(page)
    return dict(zip(page.context["result"].headings, page.context["new_rows"][0].cells, strict=True))


def test_headings_of_cnki_are_known(at_desk, editor):
    page = preview(
        at_desk(editor), JournalAbstract, xlsx(CNKI, PAPER, [*PAPER[:1], "乙", *PAPER[2:6], "", *PAPER[7:]])
    )
    assert shown(page) == READ
    assert page.context["new_rows"][1].cells[page.context["result"].headings.index("发表时间")] == "2026"
    assert "发表时间取自“PubTime-发表时间”一列，空着的取自“Year-年”。" in page.content.decode()


ZOTERO = {
    "Key": "AB12",
    "Item Type": "journalArticle",
    "Publication Year": "2026",
    "Author": "秦, 望舒; 顾南枝",
    "Title": PAPER[1],
    "Publication Title": PAPER[4],
    "ISSN": "1000-0001",
    "DOI": PAPER[9],
    "Url": PAPER[8],
    "Abstract Note": PAPER[5],
    "Date": "15 Mar 2026",
    "Date Added": "2026-03-20 10:00:00",
}
WEB_OF_SCIENCE = {
    "Publication Type": "J",
    "Authors": "Qin, WS; Gu, NZ",
    "Author Full Names": "秦望舒; 顾南枝",
    "Article Title": PAPER[1],
    "Source Title": PAPER[4],
    "Publication Year": "2026",
    "Abstract": PAPER[5],
    "DOI": PAPER[9],
    "DOI Link": PAPER[8],
}
PUBMED = {
    "PMID": "1",
    "Title": PAPER[1],
    "Authors": "Qin W, Gu N.",
    "Journal/Book": PAPER[4],
    "Publication Year": "2026",
    "DOI": PAPER[9],
}


@pytest.mark.parametrize(
    ("exported", "differs"),
    [
        (ZOTERO, {}),
        (WEB_OF_SCIENCE, {"发表时间": "2026"}),
        (PUBMED, {"作者": "Qin W；Gu N", "发表时间": "2026"}),
    ],
)
def test_tables_of_other_programs_are_known_by_their_headings(at_desk, editor, exported, differs):
    page = preview(at_desk(editor), JournalAbstract, as_csv(list(exported), list(exported.values())), "a.csv")
    read = shown(page)
    assert read == {name: (READ | differs)[name] for name in read}


def test_row_of_data_is_never_quoted_as_the_headings(at_desk, editor):
    odd = ["来自", "叫做", "谁", "何处"]
    shown = refusal(
        preview(at_desk(editor), JournalAbstract, xlsx(["一览表"], odd, ["期刊", "甲", "乙", "丙"]))
    )
    assert "第 2 行里有：来自、叫做、谁、何处" in shown


# what stands in cells


@pytest.mark.parametrize("blanks", [["　", " "], ["\u200b", "\ufeff　"], ["\u3000\u200b\u3000", "\t"]])
def test_row_that_looks_empty_is_left_out(at_desk, editor, blanks):
    page = preview(at_desk(editor), HospitalNewsLink, xlsx(LINKS, ROW, blanks))
    assert page.context["result"].counts == "新增 1、更新 0、未变 0"
    assert read_pasted("甲\t乙\n" + "\t".join(blanks).replace("\t\t", "\t")).rows == [["甲", "乙"]]


@pytest.mark.parametrize(
    ("written", "authors"),
    [
        ("秦望舒,顾南枝，林知微", "秦望舒；顾南枝；林知微"),
        ("秦望舒[1,2],顾南枝[1]", "秦望舒；顾南枝"),
        ("Smith, John；Li, Wei", "Smith, John；Li, Wei"),
    ],
)
def test_authors_are_parted_as_in_references(at_desk, editor, written, authors):
    page = preview(
        at_desk(editor), JournalAbstract, xlsx(["论文名称", "发表期刊", "作者"], ["甲", "刊", written])
    )
    assert page.context["new_rows"][0].cells[2] == authors


def test_that_there_are_more_authors_is_shown(at_desk, editor):
    page = preview(
        at_desk(editor),
        JournalAbstract,
        xlsx(["论文名称", "发表期刊", "作者"], ["甲", "刊", "秦望舒,顾南枝,等"]),
    )
    assert page.context["new_rows"][0].cells[2] == "秦望舒；顾南枝"
    assert "第 2 行的作者没有列全" in page.content.decode()


def test_heights_keep_their_meaning():
    book = workbook(["甲"])
    up, down = InlineFont(vertAlign="superscript"), InlineFont(vertAlign="subscript")
    book.active["A2"] = CellRichText("5×10", TextBlock(up, "9"), "/L，SpO", TextBlock(down, "2"))
    assert read_workbook(saved(book)).rows[1] == ["5×10⁹/L，SpO₂"]


def test_tags_in_a_cell_keep_their_meaning(at_desk, editor):
    row = ["Ca<sup>2+</sup>的变化", "刊", "10<sup>9</sup>(#br)乙"]
    page = preview(at_desk(editor), JournalAbstract, xlsx(["论文名称", "发表期刊", "论文摘要"], row))
    assert page.context["new_rows"][0].cells == ("Ca²⁺的变化", "刊", "10⁹\n乙")


def test_escapes_of_excel_are_undone_and_written_again():
    assert read_workbook(xlsx(["甲_x000A_乙", "_x005F_x000D_", "_x"])).rows == [["甲\n乙", "_x000D_", "_x"]]
    written = Xlsx().export_data(Dataset(["_x000D_ 与 _x005F_"], headers=["甲"]))
    assert read_workbook(written).rows[1] == ["_x000D_ 与 _x005F_"]


def test_escaped_halves_of_a_character_are_joined_and_a_lone_half_is_no_surrogate():
    assert read_workbook(xlsx(["_xD83D__xDE00_", "甲_xD83D_"])).rows == [["😀", "甲\ufffd"]]
    assert read_delimited("甲_xD83D_,_x000A_\n_x0009_乙,丙".encode()).rows[0][0] == "甲_xD83D_"


def test_grid_keeps_what_lies_behind_its_cells_until_it_is_confirmed():
    grid = read_workbook(linked({"B2": TARGET}))
    grid.rows.append([2026.1, "", ""])
    grid.rows[-1] = [*with_number(2026.1, "General").rows[1], "", ""]
    again = Grid.from_json(grid.to_json())
    assert again.rows == grid.rows
    assert again.rows[1][1].target == TARGET
    assert again.rows[2][0].only_as_date


LEGAL = st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from("\n_x0D5F='+-@#")


@given(st.lists(st.text(LEGAL, min_size=1, max_size=30), min_size=1, max_size=4))
def test_what_an_export_holds_is_read_again(texts):
    written = Xlsx().export_data(Dataset(["甲", *texts], headers=["甲", *texts]))
    shown = [plain_text.as_text(text) for text in texts]
    assert [row[1:] for row in read_workbook(written).rows] == [shown, shown]


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["", "super", "sub"]), st.text("0123456789xab，医 ", min_size=1, max_size=4)
        )
    )
)
def test_no_character_of_a_formatted_cell_is_lost(runs):
    marks = {"super": InlineFont(vertAlign="superscript"), "sub": InlineFont(vertAlign="subscript")}
    book = workbook(["甲"])
    book.active["A2"] = CellRichText(
        *(TextBlock(marks.get(kind, InlineFont()), text) for kind, text in runs), "。"
    )
    read, written = read_workbook(saved(book)).rows[1][0], "".join(text for _, text in runs)
    plain, there = (Counter(unicodedata.normalize("NFKD", text.replace(" ", ""))) for text in (read, written))
    assert there - plain == Counter()
