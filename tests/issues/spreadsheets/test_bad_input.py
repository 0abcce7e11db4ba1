"""Files as they really arrive: each is refused, or read, with a Chinese sentence and never by half."""

import re
from datetime import datetime
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from hospitals.models import HospitalNewsLink
from papers.models import JournalAbstract
from tests.issues.spreadsheets.sheets import (
    ABSTRACTS,
    LINKS,
    as_csv,
    faults,
    preview,
    refusal,
    saved,
    workbook,
    xlsx,
)

ROW = ["望澜市第一医院", "推行日间手术", "https://h.example/1"]
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600


def with_part(data: bytes, path: str, change) -> bytes:
    """The archive with one part rewritten."""
    out = BytesIO()
    with ZipFile(BytesIO(data)) as source, ZipFile(out, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            content = source.read(name)
            target.writestr(name, change(content) if name == path else content)
    return out.getvalue()


SHEET = "xl/worksheets/sheet1.xml"
GOOD = xlsx(LINKS, ROW)
REFUSED = {
    "xls renamed": (OLE + "Workbook".encode("utf-16-le"), "旧版的 Excel 表格"),
    "encrypted": (OLE + "EncryptedPackage".encode("utf-16-le"), "加了密码"),
    "no bytes in the archive": (b"PK\x03\x04 not really", "已损坏"),
    "truncated": (GOOD[: len(GOOD) // 2], "已损坏"),
    "pdf": (b"%PDF-1.7 ...", "PDF"),
    "web page": (b"<html><table></table></html>", "网页"),
    "DTD": (
        with_part(GOOD, SHEET, lambda part: b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + part),
        "文件有异常，不能导入。请用 Word、Excel 或 WPS 打开",
    ),
    "bomb": (with_part(GOOD, SHEET, lambda part: part + b" " * (70 * 2**20)), "太大"),
    "damaged sheet": (with_part(GOOD, SHEET, lambda part: part[:-30]), "已损坏"),
    "rows without end": (
        with_part(GOOD, SHEET, lambda part: part.replace(b'<row r="2"', b'<row r="99999999999"')),
        "太多空行",
    ),
    "empty sheet": (xlsx(), "表格是空的"),
    "only headings": (xlsx(LINKS), "只有列名，没有数据"),
    "no heading": (xlsx(["甲", "乙"], ["丙", "丁"]), "没有找到必需的列：医院、标题、网址。第 1 行里有：甲、乙"),
    "a heading missing": (xlsx(["医院", "标题", "备注"], ROW), "没有找到必需的列：网址。第 1 行里有：医院、标题、备注"),
    "one column twice": (xlsx([*LINKS, "链接"], [*ROW, ""]), "有 2 列都是“网址”：网址、链接"),
    "too many rows": (as_csv(LINKS, *[ROW] * 100_000), "超过 20,000 行"),
    "too many columns": (xlsx([*LINKS, *["列"] * 300], ROW), "最多读 200 列"),
    "NUL in csv": (as_csv(LINKS, ROW) + b"\0", "文件不是文本表格（csv）"),
    "open quote in csv": (as_csv(LINKS, ROW) + '"医院,标题\n'.encode(), "第 3 行读不下去：有一个双引号没有配对"),
    "1 MB cell in csv": (as_csv(LINKS, ["甲" * 350_000, "乙", "丙"]), "第 2 行读不下去：有一个单元格太长"),
    "unknown encoding": (b"\xff\xff\xfa\x80", "编码"),
    "full-width commas": ("医院，标题，网址\n甲，乙，丙".encode(), "全角“，”"),
}  # fmt: skip


@pytest.mark.parametrize("case", REFUSED)
def test_file_is_refused_with_a_reason(at_desk, editor, case):
    data, reason = REFUSED[case]
    assert reason in refusal(preview(at_desk(editor), HospitalNewsLink, data))
    assert not HospitalNewsLink.objects.exists()


def test_claimed_dimension_is_not_believed(at_desk, editor):
    huge = with_part(GOOD, SHEET, lambda part: re.sub(rb'ref="A1:C2"', b'ref="A1:XFD1048576"', part))
    assert (
        preview(at_desk(editor), HospitalNewsLink, huge).context["result"].counts == "新增 1、更新 0、未变 0"
    )


FAULTY = {
    "date serial": ([45928], "“45928”像是 Excel 的日期序号"),
    "text in a date": (["去年"], "“去年”不是日期"),
    "no such day": (["2026-02-30"], "没有“2026-02-30”这一天"),
}


@pytest.mark.parametrize("case", FAULTY)
def test_date_that_is_none_is_a_fault_of_its_cell(at_desk, editor, case):
    [value], reason = FAULTY[case]
    page = preview(at_desk(editor), JournalAbstract, xlsx(ABSTRACTS[:3], ["题", "刊", value]))
    [(line, heading, shown)] = faults(page)
    assert (line, heading) == (2, "发表时间")
    assert reason in shown


@pytest.mark.parametrize(
    ("value", "read"), [(datetime(2026, 2, 5), "2026-02-05"), (2026, "2026"), ("2026年2月", "2026-02")]
)
def test_dates_are_read_whatever_their_type(at_desk, editor, value, read):
    page = preview(at_desk(editor), JournalAbstract, xlsx(ABSTRACTS[:3], ["题", "刊", value]))
    assert page.context["new_rows"][0].cells[2] == read


@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        ("甲" * 40_000, "有 32,767 字，一个单元格最多"),
        ("甲\n乙", "应为一行文字，不能换行"),
        ("甲" * 501, "超过 500 字"),
        ("#REF!", "单元格是 Excel 的错误值 #REF!"),
        (12345678901234567890, "是超过 15 位的数字"),
    ],
)
def test_title_that_does_not_fit_is_a_fault_of_its_cell(at_desk, editor, cell, reason):
    page = preview(at_desk(editor), HospitalNewsLink, xlsx(LINKS, [ROW[0], cell, ROW[2]]))
    [(line, heading, shown)] = faults(page)
    assert (line, heading) == (2, "标题")
    assert reason in shown or (
        reason.startswith("有 32,767") and "超过 500 字" in shown
    )  # openpyxl cut it on writing


@pytest.mark.parametrize("title", ["甲\x07乙", "甲_x0007_乙", "甲\ufdd0乙"])
def test_control_characters_are_taken_out_with_a_word(at_desk, editor, title):
    page = preview(at_desk(editor), HospitalNewsLink, as_csv(LINKS, [ROW[0], title, ROW[2]]))
    assert page.context["new_rows"][0].cells[1] == "甲乙"
    assert "有的单元格里有看不见的控制字符，已去掉（第 2 行）。" in page.content.decode()


def test_invisible_marks_are_taken_out_and_lost_characters_reported(at_desk, editor):
    page = preview(
        at_desk(editor), HospitalNewsLink, as_csv(LINKS, [ROW[0], "\u202e甲\u200b乙\ufffd", ROW[2]])
    )
    assert page.context["new_rows"][0].cells[1] == "甲乙\ufffd"
    assert "原来的字已经丢失，请对照原文改正（第 2 行）。" in page.content.decode()


def test_formula_without_a_stored_value_is_a_fault_and_one_with_it_is_read(at_desk, editor):
    data = xlsx(LINKS, [ROW[0], '="推行"&"日间手术"', ROW[2]])
    [(line, heading, shown)] = faults(preview(at_desk(editor), HospitalNewsLink, data))
    assert (line, heading) == (2, "标题")
    assert "是公式，文件里没有存它算出的值" in shown
    stored = with_part(
        data, SHEET, lambda part: re.sub(rb"</f>\s*<v\s*/>|</f><v></v>", b"</f><v>7</v>", part)
    )
    assert preview(at_desk(editor), HospitalNewsLink, stored).context["new_rows"][0].cells[1] == "7"


def test_external_link_is_left_alone(at_desk, editor):
    book = workbook(LINKS, ROW)
    book.active["B2"].hyperlink = "file:///etc/passwd"
    page = preview(at_desk(editor), HospitalNewsLink, saved(book))
    assert page.context["new_rows"][0].cells == tuple(ROW)


def test_printed_title_above_the_headings_and_merged_cells_are_read_and_shown(at_desk, editor):
    book = workbook(["医院资讯一览表"], [], LINKS, ROW)
    book.active.merge_cells("A1:C1")
    page = preview(at_desk(editor), HospitalNewsLink, saved(book))
    assert [row.line for row in page.context["new_rows"]] == [4]
    assert "有合并的单元格（A1:C1）" in page.content.decode()


def test_other_sheets_and_hidden_rows_are_shown(at_desk, editor):
    book = workbook(LINKS, ROW, [ROW[0], "另一条", ROW[2]])
    book.create_sheet("其他")
    book.active.row_dimensions[3].hidden = True
    html = preview(at_desk(editor), HospitalNewsLink, saved(book)).content.decode()
    assert "文件里有 2 张工作表，只读了第一张“Sheet”。" in html
    assert "有 1 行在 Excel 里是隐藏的（第 3 行），也一并导入了。" in html
    assert "另一条" in html


def test_same_row_twice_is_a_fault_that_names_the_first(at_desk, editor):
    page = preview(at_desk(editor), HospitalNewsLink, xlsx(LINKS, ROW, ["乙", "丙", ROW[2]], ROW))
    assert faults(page) == [(4, "", "与第 2 行重复（医院、标题相同），请只留一行")]


def test_unknown_column_and_column_without_a_name_are_shown(at_desk, editor):
    page = preview(at_desk(editor), HospitalNewsLink, xlsx(["序号", *LINKS, None], [1, *ROW, "注"]))
    assert "没有用到的列：“序号”、第 5 列（没有列名）。" in page.content.decode()


@pytest.mark.parametrize(
    "heads", [["题名（必填）", "来源期刊", "发表年月"], [" 论文 名称*", "刊名:", "年份"]]
)
def test_headings_are_known_by_other_names(at_desk, editor, heads):
    page = preview(at_desk(editor), JournalAbstract, xlsx(heads, ["题", "刊", "2026"]))
    assert page.context["result"].headings == ABSTRACTS[:3]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_csv_is_read_in_whatever_form_excel_writes_it(at_desk, editor, delimiter, encoding):
    row = [ROW[0], "甲,乙；“丙”", ROW[2]]
    page = preview(
        at_desk(editor), HospitalNewsLink, as_csv(LINKS, row, delimiter=delimiter, encoding=encoding)
    )
    assert page.context["new_rows"][0].cells == tuple(row)


def test_paste_is_split_as_excel_quotes_it(at_desk, editor):
    pasted = '论文名称\t发表期刊\t论文摘要\r\n"甲"论\t刊\t"目的：一\r\n结果：""二"""\r\n乙论\t刊\t\r\n'
    page = preview(at_desk(editor), JournalAbstract, pasted)
    rows = page.context["new_rows"]
    assert [row.cells for row in rows] == [('"甲"论', "刊", '目的：一\n结果："二"'), ("乙论", "刊", "")]
    assert [row.line for row in rows] == [2, 4]


def test_paste_that_fits_no_order_is_refused(at_desk, editor):
    assert "粘贴了 1 列" in refusal(preview(at_desk(editor), HospitalNewsLink, "只有一列\n又一行"))
