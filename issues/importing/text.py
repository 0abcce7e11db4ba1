"""The text reader: a .txt or .md file becomes blocks. What they mean is asked later."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from issues.importing.encodings import read_characters
from issues.importing.markdown import is_rule, pipe_cells, read_runs
from issues.importing.source import Block, Cell, Paragraph, Row, Run, Source, Table

_HEADING = re.compile(r"(#{1,6})[ \u3000]+(.*?)[ #]*")
_BULLET = re.compile(r"([ \u3000]*)([-*+•·●○◦▪‣])[ \u3000]+(?=\S)")
_NO_CELL = re.compile(
    r"\s*(?:#|编辑|审核|[一二三四五六七八九十]+、|[（(][一二三四五六七八九十]+[)）]|[0-9]+[.．、]|\W*第?\s*[0-9]{1,3}\s*页?\W*$)"
)
_WRAPPED_WIDTH = 50
"""Columns (a Chinese character takes two) that a line has at least where an editor broke the lines of a paragraph."""


@dataclass(frozen=True, slots=True)
class _Line:
    number: int
    text: str
    cells: tuple[str, ...] = ()


def read_text(data: bytes) -> Source:
    """Every line is a paragraph unless lines of one width show that they were broken to fit; lines with tabs, or with
    bars at both ends, are rows. Raises `InvalidDocument` on what is no text or too much."""
    blocks: list[Block] = []
    for chunk in _chunks(read_characters(data)):
        for is_table, run in groupby(_rows_marked(chunk), key=lambda line: bool(line.cells)):
            lines = list(run)
            blocks += [_table(lines)] if is_table else _paragraphs(lines)
    return Source(blocks=tuple(blocks), is_paged=True)


def _chunks(text: str) -> Iterator[list[_Line]]:
    """Lines without a blank one between them."""
    lines = [_Line(number, line) for number, line in enumerate(text.split("\n"), 1)]
    for is_blank, chunk in groupby(lines, key=lambda line: not line.text.strip()):
        if not is_blank:
            yield list(chunk)


def _rows_marked(chunk: list[_Line]) -> list[_Line]:
    """Rows have their cells; a line that runs on from the last cell of a row is added to it."""
    marked: list[_Line] = []
    for line in chunk:
        cells = tuple(_cells(line.text))
        before = marked[-1] if marked else None
        if not cells and before and before.cells and not _starts_anew(line.text):
            *front, last = before.cells
            marked[-1] = _Line(before.number, before.text, (*front, f"{last}\n{line.text.strip()}"))
        else:
            marked.append(_Line(line.number, line.text, cells))
    return marked


def _starts_anew(text: str) -> bool:
    return bool(_NO_CELL.match(text))


def _cells(text: str) -> list[str]:
    if (piped := pipe_cells(text)) is not None:
        return piped
    return [cell.strip() for cell in text.rstrip().split("\t")] if "\t" in text.strip() else _indented(text)


def _indented(text: str) -> list[str]:
    """Two tabs before the only word: a row whose other cells are blank, rather than a paragraph set in."""
    return [cell.strip() for cell in text.split("\t")] if text.startswith("\t\t") else []


def _table(lines: list[_Line]) -> Table:
    width = max(len(line.cells) for line in lines)
    rows, head = [], False
    for at, line in enumerate(lines):
        if is_rule(list(line.cells)):
            continue
        head = at + 1 < len(lines) and is_rule(list(lines[at + 1].cells))
        cells = (*line.cells, *[""] * (width - len(line.cells)))
        rows.append(
            Row(line=line.number, cells=tuple(_cell(cell, line.number) for cell in cells), is_heading=head)
        )
    return Table(line=lines[0].number, rows=tuple(rows))


def _cell(text: str, number: int) -> Cell:
    lines = [line for line in re.split(r"\n|<br ?/?>", text) if line.strip()]
    return Cell(blocks=tuple(Paragraph(line=number, runs=read_runs(line.strip())) for line in lines))


def _paragraphs(lines: list[_Line]) -> list[Paragraph]:
    if not _is_wrapped(lines):
        return [_paragraph(line.number, line.text) for line in lines]
    joined = lines[0].text.strip()
    for line in lines[1:]:
        gap = " " if joined[-1].isascii() and line.text.strip()[0].isascii() else ""
        joined += gap + line.text.strip()
    return [_paragraph(lines[0].number, joined)]


def _is_wrapped(lines: list[_Line]) -> bool:
    """Whether all but the last are about as wide as each other: one paragraph, broken to fit."""
    *full, last = [_columns(line.text.strip()) for line in lines]
    if not full or min(full) < _WRAPPED_WIDTH or last > max(full) + 2:
        return False
    return max(full) - min(full) <= 4 and not any(_BULLET.match(line.text) for line in lines)


def _columns(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(character) in "WFA" else 1 for character in text)


def _paragraph(number: int, text: str) -> Paragraph:
    text = text.strip(" \t\u3000") if not _BULLET.match(text) else text.rstrip()
    if heading := _HEADING.fullmatch(text):
        return Paragraph(line=number, runs=read_runs(heading[2]), level=len(heading[1]))
    if bullet := _BULLET.match(text):
        depth = 1 + len(bullet[1]) // 2
        runs = read_runs(text[bullet.end() :])
        return Paragraph(line=number, runs=runs or (Run(text=""),), numbering=bullet[2], depth=depth)
    return Paragraph(line=number, runs=read_runs(text))
