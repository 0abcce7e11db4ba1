"""The rows of a file or of pasted text, which import-export gets as its dataset."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from issues.document import plain_text
from issues.document.errors import Unreadable
from issues.richtext.characters import controls_in, without_junk
from issues.spreadsheets.files.cells import Linked, Unclear

MAX_ROWS = 20_000
MAX_COLUMNS = 200
SHOWN = 8
LOST = "\N{REPLACEMENT CHARACTER}"
CONTROLS = "有的单元格里有看不见的控制字符，已去掉"
LOST_SIGN = f"有的单元格里有“{LOST}”，原来的字已经丢失，请对照原文改正"


class NoRows(Unreadable):
    """Raised if there is no row with text."""


@dataclass
class Grid:
    """`lines[n]` is the line number of `rows[n]` in the source, from 1. `headers` are the names of the columns after
    they are recognised. `notes` are messages about reading the source (Chinese). All rows have the same width.
    """

    rows: list[list[str]] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    headers: list[str] = field(default_factory=list)
    may_lack_headings: bool = False

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[list[str]]:
        return iter(self.rows)

    def to_json(self) -> bytes:
        """Serialises the grid to store it between preview and confirmation. A cell that is more than text becomes a list."""
        rows = [[c if type(c) is str else _listed(c) for c in row] for row in self.rows]
        fields = [rows, self.lines, self.notes, self.may_lack_headings]
        return json.dumps(fields, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")

    @classmethod
    def from_json(cls, data: bytes) -> "Grid":
        rows, lines, notes, may_lack_headings = json.loads(data.decode("utf-8", "surrogatepass"))
        cells = [[c if type(c) is str else _cell(*c) for c in row] for row in rows]
        return cls(rows=cells, lines=lines, notes=notes, may_lack_headings=may_lack_headings)

    def clear(self) -> None:
        self.rows, self.lines, self.headers = [], [], []


def gather(numbered: Iterable[tuple[int, list[str]]], *, notes: Iterable[str] = ()) -> Grid:
    """Makes a grid of the rows that are not blank. Raises `NoRows` if there are none, `Unreadable` if there are too many."""
    grid = Grid(notes=list(notes))
    odd: dict[str, list[int]] = {}
    for line, cells in numbered:
        if not any(map(has_text, cells)):
            continue
        row = [_sound(text, line, odd) for text in cells]
        if len(row) > MAX_COLUMNS and (row := _trimmed(row)) and len(row) > MAX_COLUMNS:
            raise Unreadable(f"第 {line} 行有 {len(row)} 列，最多读 {MAX_COLUMNS} 列")
        if len(grid.rows) > MAX_ROWS:
            raise Unreadable(f"表格超过 {MAX_ROWS:,} 行，请分成几个文件导入")
        grid.rows.append(row)
        grid.lines.append(line)
    if not grid.rows:
        raise NoRows("表格是空的，没有列名，也没有数据")
    width = max(map(len, grid.rows))
    for row in grid.rows:
        row.extend([""] * (width - len(row)))
    grid.notes += [f"{what}（第 {_some(lines)} 行）。" for what, lines in odd.items()]
    return grid


def _sound(text: str, line: int, odd: dict[str, list[int]]) -> str:
    """Cleans a cell as plain text, and adds its line to `odd` if characters were lost or removed."""
    if type(text) is not str or (text.isprintable() and LOST not in text):
        return text
    for what, is_so in ((CONTROLS, bool(controls_in(text))), (LOST_SIGN, LOST in text)):
        if is_so:
            odd.setdefault(what, []).append(line)
    return plain_text.as_text(text)


def _some(lines: list[int]) -> str:
    """Lists the first few lines, each once."""
    numbers = [str(line) for line in dict.fromkeys(lines)]
    return "、".join(numbers[:SHOWN]) + ("……" if len(numbers) > SHOWN else "")


def has_text(cell: str) -> bool:
    """Whether the cell contains more than blanks, including blanks of full width and zero width."""
    return bool(cell) and (cell[0].isalnum() or bool(without_junk(cell).strip()))


def _listed(cell: str) -> list[str | bool]:
    if isinstance(cell, Unclear):
        return ["unclear", str(cell), cell.reason, cell.only_as_date]
    return ["linked", str(cell), cell.target] if isinstance(cell, Linked) else ["", str(cell)]


def _cell(kind: str, text: str, more: str = "", only_as_date: bool = False) -> str:
    if kind == "unclear":
        return Unclear(text, more, only_as_date=only_as_date)
    return Linked(text, more) if kind == "linked" else text


def _trimmed(row: list[str]) -> list[str]:
    """Removes the empty cells at the end of the row."""
    while row and not row[-1]:
        row.pop()
    return row
