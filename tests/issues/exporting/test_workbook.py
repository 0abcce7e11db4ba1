import time
from io import BytesIO
from zipfile import ZipFile

from openpyxl import load_workbook

from issues.exporting.workbook import workbook


def test_text_that_looks_like_a_formula_stays_text():
    cell = load_workbook(BytesIO(workbook("表", [["=1+1"]]))).active["A1"]
    assert (cell.value, cell.data_type) == ("=1+1", "s")


def test_character_that_excel_cannot_hold_is_replaced():
    assert load_workbook(BytesIO(workbook("表", [["甲\x0b"]]))).active["A1"].value == "甲\ufffd"


def test_time_of_writing_leaves_no_trace():
    first = workbook("表", [["甲"]])
    time.sleep(1.1)  # openpyxl writes seconds
    assert workbook("表", [["甲"]]) == first
    with ZipFile(BytesIO(first)) as archive:
        assert {entry.date_time[0] for entry in archive.infolist()} == {1980}
