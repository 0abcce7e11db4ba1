"""Writes the workbook to fill in: the headings are on the first sheet, their explanation on the second."""

from collections.abc import Sequence

from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from issues.spreadsheets.columns import Column
from issues.spreadsheets.files.workbooks import NOTES_SHEET
from issues.spreadsheets.formats import TEXT, saved, text_cells

WIDE = {"论文摘要": 60, "论文名称": 40, "标题": 40, "文件名": 40}


def template(columns: Sequence[Column]) -> bytes:
    book = Workbook(write_only=True)
    sheet = book.create_sheet("导入")
    sheet.freeze_panes = "A2"
    for number, column in enumerate(columns, 1):
        dimension = sheet.column_dimensions[get_column_letter(number)]
        dimension.width, dimension.number_format = WIDE.get(column.column_name, 22), TEXT
    sheet.append(text_cells(sheet, [column.column_name for column in columns], bold=True))
    _explain(book, columns)
    return saved(book)


def _explain(book: Workbook, columns: Sequence[Column]) -> None:
    sheet = book.create_sheet(NOTES_SHEET)
    for letter, width in zip("ABCDE", (18, 8, 48, 48, 48), strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.append(text_cells(sheet, ("列名", "必填", "说明", "示例", "也认作这一列的列名"), bold=True))
    for column in columns:
        cells = (column.column_name, "必填" if column.is_required else "", column.note, column.example)
        sheet.append(text_cells(sheet, (*cells, "、".join((*column.variants, *column.weak)))))
