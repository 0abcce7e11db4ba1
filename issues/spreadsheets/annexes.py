"""Annexes that are generated from records: the rows that the issue shows, and the workbook that readers download."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from django.db import models
from openpyxl import Workbook
from openpyxl.styles import Alignment
from openpyxl.utils import get_column_letter

from issues.document import MAX_LINE, AnnexTable
from issues.files.undated import undated
from issues.spreadsheets.formats import text_cells
from issues.spreadsheets.resource import TableResource

NARROWEST, WIDEST = 8, 48
"""Widths of columns, in Latin letters."""
MAX_HEADER = 80
A4 = 9
"""As the format numbers sizes of paper."""
NO_FILE_NAME = str.maketrans(dict.fromkeys('\\/:*?"<>|', "_"))
SHOWN = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class GeneratedAnnex:
    """`grid` are the rows of the workbook below its headings, in the order of the rows of `table`. `gaps` names in Chinese
    what the records lack."""

    table: AnnexTable
    headings: tuple[str, ...]
    grid: tuple[tuple[str, ...], ...]
    gaps: tuple[str, ...]


def grid_of(resource: type[TableResource], records: Iterable[models.Model]) -> dict[str, Any]:
    """`headings` and `grid` of a `GeneratedAnnex`, as the export of this spreadsheet writes them, without columns that no
    record has."""
    columns = list(resource().fields.values())
    rows = [[column.export(record) for column in columns] for record in records]
    used = [at for at in range(len(columns)) if any(row[at] for row in rows)]
    return {
        "headings": tuple(str(columns[at].column_name) for at in used),
        "grid": tuple(tuple(row[at] for at in used) for row in rows),
    }


def gap(what: str, names: Sequence[str]) -> str:
    """3 条没有文号：《…》、《…》; "" where no record lacks it."""
    if not names:
        return ""
    more = "……" if len(names) > SHOWN else ""
    return f"{len(names)} 条{what}：{'、'.join(names[:SHOWN])}{more}"


def file_name(title: str) -> str:
    return f"{title.translate(NO_FILE_NAME)[: MAX_LINE - 5]}.xlsx"


def annex_workbook(title: str, annex: GeneratedAnnex) -> bytes:
    """The bytes depend on the title and the rows alone. Cells are text, as in every export."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("附件")
    _set_up_print(sheet, title)
    for number, width in enumerate(_widths(annex), 1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    sheet.append(_cells(sheet, annex.headings, bold=True))
    for row in annex.grid:
        sheet.append(_cells(sheet, row))
    saved = BytesIO()
    book.save(saved)
    return undated(saved)


def _set_up_print(sheet: Any, title: str) -> None:
    """A4 across, as wide as the page, with the headings on every page, the title above and the page number below."""
    sheet.freeze_panes = "A2"
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.oddHeader.center.text = title[:MAX_HEADER].replace("&", "&&")
    sheet.oddFooter.center.text = "第 &P 页，共 &N 页"


def _cells(sheet: Any, texts: Sequence[str], *, bold: bool = False) -> list[Any]:
    cells = text_cells(sheet, texts, bold=bold)
    for cell in cells:
        cell.alignment = Alignment(vertical="top", wrap_text=True)
    return cells


def _widths(annex: GeneratedAnnex) -> list[int]:
    columns = zip(annex.headings, *annex.grid, strict=True)
    widest = (max(_width(line) for text in column for line in text.split("\n")) for column in columns)
    return [min(max(width + 2, NARROWEST), WIDEST) for width in widest]


def _width(text: str) -> int:
    """A Chinese character is as wide as two Latin letters."""
    return sum(1 if character.isascii() else 2 for character in text)
