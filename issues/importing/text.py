"""Reads a .txt or .md file into blocks, without asking what they mean."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import reduce
from itertools import groupby, pairwise

from issues.files.encodings import oddities, read_characters
from issues.importing import html_tables
from issues.importing.line_unwrapping import Margin, columns, join_lines
from issues.importing.markdown import is_rule, pipe_cells, read_runs
from issues.importing.page_numbers import is_page_number
from issues.importing.recognising.entries.addresses import ADDRESS
from issues.importing.recognising.entries.source_notes import source_note
from issues.importing.source import Block, Cell, Paragraph, Remark, Row, Run, Source, Table

_HEADING = re.compile(r"(#{1,6})[ \u3000]+(.*?)[ #]*")
_BULLET = re.compile(r"([ \u3000]*)([-*+•·●○◦▪‣])[ \u3000]+(?=\S)")
_NO_CELL = re.compile(
    r"\s*(?:#|编辑|审核|[一二三四五六七八九十]+、|[（(][一二三四五六七八九十]+[)）]|[0-9]+[.．、]|\W*第?\s*[0-9]{1,3}\s*页?\W*$)"
)
_SHORT_CELL = 20
_OPEN_END = re.compile(r"[，、；：（《“\-—]$")
_SENTENCE = re.compile(r"[。！？]\s*$|[，；].*[。！？]")
_CUT_ADDRESS = re.compile(r"https?://\S*[/=&?_%-]$")
_ADDRESS_END = re.compile(r"[\w\-./?=&%#~+]+", re.ASCII)
_WRAPPED_WIDTH = 50
"""Columns (a Chinese character takes two) that a line has at least where an editor broke the lines of a paragraph."""


@dataclass(frozen=True, slots=True)
class _Line:
    number: int
    text: str
    cells: tuple[str, ...] = ()


def read_text(data: bytes) -> Source:
    """Every line is a paragraph, unless lines of the same width show that they were wrapped; lines with tabs, or with
    bars at both ends, are rows. Raises `Unreadable` on what is no text or too much."""
    text = read_characters(data)
    reader = _Reader(Margin.of(text.split("\n")))
    for piece in html_tables.pieces(text):
        if piece.is_table:
            outside, table = html_tables.read_table(piece, _cell)
            reader.read(outside, piece.line)
            reader.blocks += [table] if table else []
        else:
            reader.read(piece.text, piece.line)
    odd = tuple(Remark(line=None, reason=f"文件里{what}") for what in oddities(data))
    return Source(blocks=tuple(reader.blocks), remarks=odd, is_paged=True)


@dataclass(slots=True)
class _Reader:
    margin: Margin | None
    blocks: list[Block] = field(default_factory=list)
    heads: set[tuple[str, ...]] = field(default_factory=set)
    """Head rows of the tables so far; every page repeats them."""

    def read(self, text: str, line: int) -> None:
        for chunk in _chunks(_with_bold_closed(text.split("\n")), line):
            for is_table, run in groupby(_rows_marked(chunk, self.heads), key=lambda line: bool(line.cells)):
                lines = list(run)
                self.blocks += [_table(lines)] if is_table else _paragraphs(lines, self.margin)
                if is_table:
                    self.heads.add(lines[0].cells)


def _with_bold_closed(lines: list[str]) -> list[str]:
    """Closes bold text at the end of a line, and opens it on the next, where it continues on a new page."""
    filled = [at for at, line in enumerate(lines) if line.strip()]
    for at, after in pairwise(filled):
        if "\t" not in lines[at] + lines[after] and all(
            lines[number].count("**") % 2 for number in (at, after)
        ):
            lines[at], lines[after] = f"{lines[at].rstrip()}**", f"**{lines[after].lstrip()}"
    return lines


def _chunks(texts: list[str], first: int) -> Iterator[list[_Line]]:
    """Groups of lines without a blank one between them; a page number is a group of its own."""
    lines = [_Line(number, line) for number, line in enumerate(texts, first)]
    for kind, chunk in groupby(lines, key=_kind):
        if kind != "blank":
            yield list(chunk)


def _kind(line: _Line) -> str:
    words = "".join(line.text.split())
    return "blank" if not words else "page" if is_page_number(words) else "text"


def _rows_marked(chunk: list[_Line], heads: set[tuple[str, ...]]) -> list[_Line]:
    """Gives rows their cells. A line that continues the last cell of a row is added to it; below a head that a new page
    repeats it becomes a separate row, as it continues the row on the page before."""
    marked: list[_Line] = []
    width = max((line.text.strip().count("\t") + 1 for line in chunk), default=0)
    for line in chunk:
        cells = tuple(_cells(line.text))
        before = marked[-1] if marked else None
        if before and before.cells and _runs_on(before.cells, line.text, cells, width):
            *front, last = before.cells
            first, *back = cells or (line.text.strip(),)
            if before.cells in heads and not cells:
                marked.append(_Line(line.number, line.text, (*[""] * len(front), first)))
                continue
            marked[-1] = _Line(before.number, before.text, (*front, f"{last}\n{first}", *back))
        else:
            marked.append(_Line(line.number, line.text, cells))
    return marked


def _runs_on(before: tuple[str, ...], text: str, cells: tuple[str, ...], width: int) -> bool:
    """Whether a line continues the last cell of the row above it: an address always does, and a line with cells where
    both together have no more cells than the widest row of the table."""
    if not cells:
        is_cut = bool(_CUT_ADDRESS.search(before[-1]) and _ADDRESS_END.fullmatch(text.strip()))
        return is_cut or not (_starts_paragraph(text) or _ends_table(before, text, width))
    fits = len(before) + len(cells) - 1 <= width
    return (
        fits
        and 1 < len(before) < width
        and bool(cells[0])
        and not _starts_paragraph(text)
        and not cells[0].isdigit()
    )


def _ends_table(before: tuple[str, ...], text: str, width: int) -> bool:
    """Whether a line is a paragraph below the table: its last row is full and short, and the line does not continue it."""
    if len(before) < width or before[-1].count("\n"):
        return False
    is_full = len(before[-1]) <= _SHORT_CELL and not _OPEN_END.search(before[-1])
    return is_full and bool(_SENTENCE.search(text) or source_note(text)) and not ADDRESS.search(text)


def _starts_paragraph(text: str) -> bool:
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
    lines = [line for line in re.split(r"\n|(?<=</p>)\s*(?=<p>)|<br ?/?>", text) if line.strip()]
    return Cell(blocks=tuple(Paragraph(line=number, runs=read_runs(line.strip())) for line in lines))


def _paragraphs(lines: list[_Line], margin: Margin | None) -> list[Paragraph]:
    if margin:
        return [_paragraph(group[0].number, _joined(group)) for group in _grouped(lines, margin)]
    if not _is_wrapped(lines):
        return [_paragraph(line.number, line.text) for line in lines]
    return [_paragraph(lines[0].number, _joined(lines))]


def _grouped(lines: list[_Line], margin: Margin) -> list[list[_Line]]:
    groups: list[list[_Line]] = []
    for line in lines:
        if groups and margin.is_wrapped(groups[-1][-1].text, line.text):
            groups[-1].append(line)
        else:
            groups.append([line])
    return groups


def _joined(lines: list[_Line]) -> str:
    return reduce(join_lines, (line.text for line in lines[1:]), lines[0].text)


def _is_wrapped(lines: list[_Line]) -> bool:
    """Whether all but the last are about as wide as each other: one paragraph, broken to fit."""
    *full, last = [columns(line.text.strip()) for line in lines]
    if not full or min(full) < _WRAPPED_WIDTH or last > max(full) + 2:
        return False
    return max(full) - min(full) <= 4 and not any(_BULLET.match(line.text) for line in lines)


def _paragraph(number: int, text: str) -> Paragraph:
    text = text.strip(" \t\u3000") if not _BULLET.match(text) else text.rstrip()
    if heading := _HEADING.fullmatch(text):
        return Paragraph(line=number, runs=read_runs(heading[2]), level=len(heading[1]))
    if bullet := _BULLET.match(text):
        depth = 1 + len(bullet[1]) // 2
        runs = read_runs(text[bullet.end() :])
        return Paragraph(line=number, runs=runs or (Run(text=""),), numbering=bullet[2], depth=depth)
    return Paragraph(line=number, runs=read_runs(text))
