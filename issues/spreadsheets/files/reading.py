"""Reads any table that an editor may have: the bytes of the file decide, not its name."""

from issues.document.errors import Unreadable
from issues.files.archives import unfit
from issues.files.file_types import Kind, kind_of
from issues.spreadsheets.files.delimited import read_delimited
from issues.spreadsheets.files.grid import Grid
from issues.spreadsheets.files.web_pages import read_web_page
from issues.spreadsheets.files.workbooks import read_workbook

SUFFIXES = (".xlsx", ".xls", ".csv", ".txt", ".tsv", ".htm", ".html")
"""The suffixes that can be chosen. An old workbook (.xls) is refused; a web page with that name is read."""
MAX_TEXT_FILE = 20 * 2**20


def read_table(data: bytes) -> Grid:
    """Raises `Unreadable` (Chinese) if the file cannot be read as a table."""
    kind = kind_of(data)
    if kind is Kind.EXCEL or data.startswith(b"PK"):
        return read_workbook(data)
    if kind is Kind.HTML and len(data) <= MAX_TEXT_FILE and (grid := read_web_page(data)):
        return grid
    if kind is not Kind.UNKNOWN:
        raise unfit(data, kind=Kind.EXCEL)
    if len(data) > MAX_TEXT_FILE:
        raise Unreadable(f"文件太大，超过 {MAX_TEXT_FILE // 2**20} MB，请分成几个文件导入")
    return read_delimited(data)
