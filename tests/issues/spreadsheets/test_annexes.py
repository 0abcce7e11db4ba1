from io import BytesIO

import pytest
from openpyxl import load_workbook

from issues.document import AnnexTable
from issues.files.file_store import why_refused
from issues.spreadsheets.annexes import GeneratedAnnex, annex_workbook, file_name, gap, grid_of
from policies.models import PolicyDocument
from policies.spreadsheets import PolicyDocumentTable

GRID = (("甲", "=1+1"), ("乙\n第二行", ""))


def workbook(title="2025年政策汇总", grid=GRID):
    annex = GeneratedAnnex(table=AnnexTable(), headings=("文件名", "文号"), grid=grid, gaps=())
    return annex_workbook(title, annex)


def sheet(data):
    return load_workbook(BytesIO(data)).active


def test_workbook_is_one_that_could_have_been_uploaded():
    data = workbook()
    assert why_refused("汇总.xlsx", len(data), lambda: data) is None


def test_cells_are_text_and_formulas_do_not_run():
    cells = list(sheet(workbook()).iter_rows(values_only=True))
    assert cells == [("文件名", "文号"), ("甲", "'=1+1"), ("乙\n第二行", None)]


def test_workbook_prints_with_its_headings_on_every_page():
    page = sheet(workbook("甲&乙"))
    assert page.print_title_rows == "$1:$1"
    assert page.freeze_panes == "A2"
    assert (page.page_setup.orientation, page.page_setup.fitToHeight) == ("landscape", 0)
    assert page.sheet_properties.pageSetUpPr.fitToPage
    assert page.oddHeader.center.text == "甲&&乙"
    assert page["A3"].alignment.wrap_text


def test_columns_are_as_wide_as_their_words_within_limits():
    page = sheet(workbook(grid=(("甲" * 100, "乙"),)))
    assert [page.column_dimensions[letter].width for letter in "AB"] == [48, 8]


def test_same_rows_give_the_same_bytes():
    assert workbook() == workbook()
    assert workbook() != workbook(grid=GRID[:1])


@pytest.mark.django_db
def test_grid_has_the_columns_of_the_export_that_some_record_uses():
    records = [PolicyDocument(title="甲"), PolicyDocument(title="乙", level="provincial")]
    made = grid_of(PolicyDocumentTable, records)
    assert made == {"headings": ("文件名", "级别"), "grid": (("甲", ""), ("乙", "省"))}


def test_file_name_has_no_sign_that_windows_refuses():
    assert file_name("甲/乙：2025?") == "甲_乙：2025_.xlsx"


def test_gap_names_the_first_records():
    assert gap("没有文号", []) == ""
    assert gap("没有文号", ["甲", "乙"]) == "2 条没有文号：甲、乙"
    assert gap("没有文号", list("甲乙丙丁戊己")) == "6 条没有文号：甲、乙、丙、丁、戊……"
