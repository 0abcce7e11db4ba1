"""Reads csv files and pasted rows to a Grid."""

import csv
import re
from collections.abc import Iterator
from io import StringIO

from issues.document.errors import Unreadable
from issues.files.encodings import decode
from issues.spreadsheets.files.cells import as_text, unescaped_controls
from issues.spreadsheets.files.grid import Grid, gather
from issues.spreadsheets.files.number_formats import marked_if_unclear

_DELIMITERS = ",;\t，；"
_TWO_DIGITS = re.compile(r"(?:19|20)\d\d\.(?:10|0\d)")
_PASTED_CELL = re.compile(r'"((?:[^"]|"")*[\n\t](?:[^"]|"")*)"(?=[\t\n]|\Z)|([^\t\n]*)')
"""Excel quotes a copied cell only if the cell itself contains line breaks or tabs."""


def read_delimited(data: bytes) -> Grid:
    """Reads csv with commas, semicolons or tabs, in UTF-8 or GB18030. Raises `Unreadable` (Chinese)."""
    text = decoded(data)
    if "\0" in text:
        raise Unreadable("文件不是文本表格（csv），请用 Excel 或 WPS 打开，另存为 xlsx 再试")
    reader = csv.reader(StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    return mark_unclear_dates(gather(_numbered(reader)))


def read_pasted(text: str) -> Grid:
    """Reads rows copied from Excel or from a web page. They may have no headings."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n").strip("\n")
    grid = mark_unclear_dates(gather(_pasted(plain)))
    grid.may_lack_headings = True
    return grid


def mark_unclear_dates(grid: Grid) -> Grid:
    """Marks values such as 2026.1 as unclear: it may be October, which Excel wrote without its last zero. If a cell of the
    same column still ends with such a zero, they are clear."""
    for column in range(len(grid.rows[0])):
        cells = [row[column] for row in grid.rows]
        if any(len(cell) == len("2026.1") for cell in cells) and not any(map(_TWO_DIGITS.fullmatch, cells)):
            for row in grid.rows:
                row[column] = marked_if_unclear(row[column])
    return grid


def decoded(data: bytes) -> str:
    if (text := decode(data)) is None:
        raise Unreadable("文件的文字编码既不是 UTF-8 也不是 GB18030，请在 Excel 里另存为“CSV UTF-8”或 xlsx")
    return text


def _delimiter(text: str) -> str:
    """The most frequent delimiter outside quotes in the first line that has any. Raises if it is full-width."""
    for line in text.splitlines():
        outside = re.sub(r'"[^"]*"', "", line)
        best = max(_DELIMITERS, key=outside.count)
        if not outside.count(best):
            continue
        if best in "，；" and not any(outside.count(d) for d in ",;\t"):
            raise Unreadable(f"列之间用的是全角“{best}”，请改用半角逗号、分号或制表符")
        return max(",;\t", key=outside.count)
    return ","


def _numbered(reader: "csv._reader") -> Iterator[tuple[int, list[str]]]:  # type: ignore[name-defined,unused-ignore]
    start = 1
    try:
        for row in reader:
            yield start, [as_text(unescaped_controls(cell)) for cell in row]
            start = reader.line_num + 1
    except csv.Error as error:
        raise Unreadable(f"第 {start} 行读不下去：{_why(error)}") from error


def _why(error: csv.Error) -> str:
    message = str(error)
    if "field larger" in message:
        return "有一个单元格太长"
    if "unexpected end" in message:
        return "有一个双引号没有配对"
    return "双引号的用法不对（单元格里的双引号应写两遍）"


def _pasted(text: str) -> Iterator[tuple[int, list[str]]]:
    line, at = 1, 0
    while at <= len(text):
        row, start = [], line
        while True:
            match = _PASTED_CELL.match(text, at)
            assert match is not None  # noqa: S101 - its second branch matches the empty text
            row.append(
                as_text(unescaped_controls(match[2] if match[1] is None else match[1].replace('""', '"')))
            )
            line += match[0].count("\n")
            at = match.end() + 1
            if match.end() >= len(text) or text[match.end()] == "\n":
                break
        yield start, row
        line += 1
