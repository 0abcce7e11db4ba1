"""Any table that an editor may have: by its bytes, not by its name."""

from issues.importing.archives import unfit
from issues.importing.errors import InvalidDocument
from issues.importing.signatures import Kind, kind_of
from issues.tables.delimited import read_delimited
from issues.tables.grid import Grid
from issues.tables.web_pages import read_web_page
from issues.tables.workbooks import read_workbook

SUFFIXES = (".xlsx", ".xls", ".csv", ".txt", ".tsv", ".htm", ".html")
"""What may be chosen; an old workbook is refused by its name, the web page that is called .xls is read."""
MAX_TEXT_FILE = 20 * 2**20


def read_table(data: bytes) -> Grid:
    """Raises `InvalidDocument` (Chinese) where it cannot be read as a table."""
    kind = kind_of(data)
    if kind is Kind.EXCEL or data.startswith(b"PK"):
        return read_workbook(data)
    if kind is Kind.HTML and len(data) <= MAX_TEXT_FILE and (grid := read_web_page(data)):
        return grid
    if kind is not Kind.UNKNOWN:
        raise unfit(data, kind=Kind.EXCEL)
    if len(data) > MAX_TEXT_FILE:
        raise InvalidDocument("", f"文件太大，超过 {MAX_TEXT_FILE // 2**20} MB，请分成几个文件导入")
    return read_delimited(data)
