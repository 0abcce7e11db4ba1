"""Entries as the rows of a workbook that programs read: every cell is text, and the bytes depend on the rows alone."""

import re
from collections.abc import Iterable, Sequence
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

TEXT = "@"
"""Excel's number format for text."""
PROPERTIES = "docProps/core.xml"
MOMENT = re.compile(rb"(?<=W3CDTF\">)[^<]+")
UNDATED = b"2000-01-01T00:00:00Z"


def workbook(title: str, rows: Iterable[Sequence[str]]) -> bytes:
    book = Workbook(write_only=True)
    sheet = book.create_sheet(title)
    sheet.freeze_panes = "A2"
    for row in rows:
        sheet.append([_cell(sheet, text) for text in row])
    saved = BytesIO()
    book.save(saved)
    return _undated(saved)


def _cell(sheet: WriteOnlyWorksheet, text: str) -> WriteOnlyCell:
    cell = WriteOnlyCell(sheet, value=ILLEGAL_CHARACTERS_RE.sub("\N{REPLACEMENT CHARACTER}", text))
    cell.data_type, cell.number_format = "s", TEXT  # also for what begins with =
    return cell


def _undated(saved: BytesIO) -> bytes:
    packed = BytesIO()
    with ZipFile(saved) as source, ZipFile(packed, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            content = source.read(name)
            if name == PROPERTIES:
                content = MOMENT.sub(UNDATED, content)
            info = ZipInfo(name)
            info.compress_type, info.external_attr = ZIP_DEFLATED, 0o600 << 16
            target.writestr(info, content)
    return packed.getvalue()
