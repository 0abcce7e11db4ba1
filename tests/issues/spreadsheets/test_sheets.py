"""What stands in a cell is read as openpyxl reads it, whichever program wrote the file."""

import re
from datetime import date, datetime, time, timedelta
from html import escape
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.xml.constants import SHEET_MAIN_NS

from issues.spreadsheets.files.cells import as_text
from issues.spreadsheets.files.workbooks import read_workbook
from tests.issues.spreadsheets.sheets import saved
from tests.issues.spreadsheets.test_bad_input import SHEET, with_part

ROWS = [
    ["文字", " 空格 ", "多\n行", "a<b>&amp;", "_x", "'=1"],
    [1, 1.5, -3, 10**14, 0.1, 1e20],
    [True, False, "#REF!", None, "1", ""],
    [date(2026, 2, 5), datetime(2026, 2, 5, 8, 30), time(8, 30), timedelta(hours=30), datetime(1899, 12, 31), 60],
    [None, None, "只有第三格"],
]  # fmt: skip
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRINGS = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
ADDED = {
    "[Content_Types].xml": (
        "</Types>",
        f'<Override PartName="/xl/sharedStrings.xml" ContentType="{STRINGS}"/></Types>',
    ),
    "xl/_rels/workbook.xml.rels": (
        "</Relationships>",
        f'<Relationship Id="rId99" Type="{OFFICE}/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
    ),
}


def book() -> Workbook:
    made = Workbook()
    for row in ROWS:
        made.active.append(row)
    return made


def with_strings(cells: str, *strings: str) -> bytes:
    """A workbook as Excel writes it: the texts in a part of their own."""
    out = BytesIO()
    table = f'<sst xmlns="{SHEET_MAIN_NS}">{"".join(f"<si>{text}</si>" for text in strings)}</sst>'
    with ZipFile(BytesIO(saved(Workbook()))) as source, ZipFile(out, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            part = source.read(name).decode().replace(*ADDED.get(name, ("", "")))
            part = re.sub(r"<sheetData\s*/>|<sheetData></sheetData>", f"<sheetData>{cells}</sheetData>", part)
            target.writestr(name, part)
        target.writestr("xl/sharedStrings.xml", table)
    return out.getvalue()


def as_openpyxl_reads(data: bytes) -> list[list[str]]:
    sheet = load_workbook(BytesIO(data), read_only=True, data_only=True).worksheets[0]
    sheet.reset_dimensions()
    rows = [[as_text(value) for value in row] for row in sheet.iter_rows(values_only=True)]
    width = max(map(len, rows))
    return [row + [""] * (width - len(row)) for row in rows if any(row)]


@pytest.mark.parametrize("epoch", [None, CALENDAR_MAC_1904])
def test_every_type_of_cell_is_read_as_openpyxl_reads_it(epoch):
    made = book()
    if epoch:
        made.epoch = epoch
    assert read_workbook(saved(made)).rows == as_openpyxl_reads(saved(made))


def test_rich_text_is_read_without_its_formatting():
    made = Workbook()
    made.active["A1"] = CellRichText("甲", TextBlock(InlineFont(b=True), "乙"), "丙")
    assert read_workbook(saved(made)).rows == [["甲乙丙"]]


def test_shared_texts_are_read_without_formatting_and_pronunciation():
    cells = '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="s"><v>2</v></c></row>'
    data = with_strings(
        cells,
        f"<t>{escape('平<常>')}</t>",
        "<r><rPr><b/></rPr><t>甲</t></r><r><t xml:space='preserve'> 乙</t></r>",
        "<t>东京</t><rPh sb='0' eb='2'><t>とうきょう</t></rPh><phoneticPr fontId='1'/>",
    )
    assert read_workbook(data).rows == as_openpyxl_reads(data) == [["平<常>", "甲 乙", "东京"]]


def test_cells_and_rows_without_a_place_follow_the_one_before():
    data = with_strings(
        "<row><c t='s'><v>0</v></c></row><row r='4'><c r='C4'><v>7</v></c><c><v>8</v></c></row>", "<t>甲</t>"
    )
    grid = read_workbook(data)
    assert (grid.rows, grid.lines) == ([["甲", "", "", ""], ["", "", "7", "8"]], [1, 4])


def test_comment_in_the_sheet_is_no_cell():
    data = with_part(saved(book()), SHEET, lambda part: part.replace(b"<c ", b"<!-- c --><c "))
    assert read_workbook(data).rows == as_openpyxl_reads(saved(book()))


def test_sheet_that_is_hidden_is_passed_over_and_a_damaged_one_behind_it_is_not_opened():
    made = book()
    made.active.sheet_state = "hidden"
    made.create_sheet("第二").append(["甲"])
    made.create_sheet("第三").append(["乙"])
    data = with_part(saved(made), "xl/worksheets/sheet3.xml", lambda part: part[:-30])
    assert read_workbook(data).rows == [["甲"]]


def test_every_merged_range_is_shown():
    made = book()
    made.active.merge_cells("A1:B1")
    made.active.merge_cells("C2:C3")
    [note] = read_workbook(saved(made)).notes
    assert "A1:B1" in note
    assert "C2:C3" in note
