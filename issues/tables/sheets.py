"""What stands in the sheets of a workbook, as openpyxl understands it, in a quarter of the time that its own reader takes.

openpyxl reads the XML with defusedxml, whose parser is written in Python; here lxml does, which is harmless on a part
that `issues.importing.archives` has checked. What a cell means beyond its text (dates, numbers, errors) is still
openpyxl's to say.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, Any
from zipfile import ZipFile

from lxml import etree
from openpyxl.cell.text import Text
from openpyxl.reader.excel import ExcelReader
from openpyxl.styles.stylesheet import apply_stylesheet
from openpyxl.utils import column_index_from_string
from openpyxl.worksheet._reader import WorkSheetParser
from openpyxl.xml.constants import SHARED_STRINGS, SHEET_MAIN_NS

from issues.tables.cells import Unclear, as_text

UNCOMPUTED = Unclear("=", "是公式，文件里没有存它算出的值；请在 Excel 里打开、保存一次，或粘贴为数值")
"""Excel stores the value beside the formula, other programs may not."""
CELL, FORMULA, INLINE, MERGED, ROW, STRING, TEXT, VALUE = (
    f"{{{SHEET_MAIN_NS}}}{name}" for name in ("c", "f", "is", "mergeCell", "row", "si", "t", "v")
)


@dataclass(frozen=True, slots=True)
class Sheet:
    title: str
    is_shown: bool
    part: str


class Book(ExcelReader):  # type: ignore[misc]  # openpyxl has no types
    """The sheets of cells in an open archive; what each of them holds is read on demand."""

    def __init__(self, archive: ZipFile) -> None:
        super().__init__(archive.fp, read_only=True, data_only=True, keep_links=False)
        self.read_manifest()
        self.read_strings()
        self.read_workbook()
        apply_stylesheet(self.archive, self.wb)

    def read_strings(self) -> None:
        if (part := self.package.find(SHARED_STRINGS)) is not None:
            with self.archive.open(part.PartName[1:]) as source:
                # as openpyxl undoes Excel's escape of an underscore
                self.shared_strings = [_plain(s).replace("x005F_", "") for s in _elements(source, STRING)]

    @property
    def sheets(self) -> list[Sheet]:
        return [
            Sheet(sheet.name, sheet.state == "visible", link.target)
            for sheet, link in self.parser.find_sheets()
            if link.target in self.valid_files and "chartsheet" not in link.Type
        ]

    def rows(self, sheet: Sheet) -> "SheetRows":
        return SheetRows(
            self.archive.open(sheet.part),
            self.shared_strings,
            data_only=True,
            epoch=self.wb.epoch,
            date_formats=self.wb._date_formats,
            timedelta_formats=self.wb._timedelta_formats,
        )


class SheetRows(WorkSheetParser):  # type: ignore[misc]  # openpyxl has no types
    """Each row that is there with its line, from 1. `hidden` (lines) and `merged` (ranges) are complete after the last."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.hidden: list[int] = []
        self.merged: list[str] = []

    def __iter__(self) -> Iterator[tuple[int, list[str]]]:
        line = 0
        for element in _elements(self.source, ROW, MERGED):
            if element.tag == MERGED:
                self.merged.append(element.get("ref", ""))
                continue
            told = element.get("r")
            line = int(float(told)) if told else line + 1
            if element.get("hidden") in ("1", "true"):
                self.hidden.append(line)
            yield line, self._texts(element)

    def _texts(self, row: Any) -> list[str]:
        texts: list[str] = []
        column = 0
        for cell in row.iterchildren(CELL):
            place = cell.get("r")
            column = column_index_from_string(place.rstrip("0123456789")) if place else column + 1
            texts.extend([""] * (column - len(texts)))
            texts[column - 1] = self._text(cell)
        return texts

    def _text(self, cell: Any) -> str:
        kind, parts = cell.get("t"), {part.tag: part for part in cell}
        if kind == "inlineStr":
            return as_text(_plain(parts[INLINE])) if INLINE in parts else ""
        value = parts[VALUE].text if VALUE in parts else None
        if not value:
            return UNCOMPUTED if FORMULA in parts else ""
        if kind == "s":
            return as_text(self.shared_strings[int(value)])
        return as_text(value if kind == "str" else self.parse_cell(cell)["value"])


def _elements(source: IO[bytes], *tags: str) -> Iterator[Any]:
    """Each is gone when the next is asked for, so that a long sheet takes no more memory than a short one."""
    parsing = etree.iterparse(
        source, tag=tags, resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True
    )
    for _, element in parsing:
        yield element
        element.clear()
        while element.getprevious() is not None:
            del element.getparent()[0]


def _plain(text: Any) -> str:
    """Without its formatting and without how it is pronounced."""
    if len(text) == 1 and text[0].tag == TEXT:
        return text[0].text or ""
    return str(Text.from_tree(text).content)
