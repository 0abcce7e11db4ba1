"""Column widths of the two lists, of papers and of hospital news, chosen by what they hold.

Of some widths for the names, the one is taken with which the list is shortest and no name ends in a line of one
character. Widths are in millimetres of a list of 158 mm, and are written as shares of the list's width.
"""

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from xml.etree.ElementTree import Element

from issues.exporting.pdf.layout.character_classes import CLOSING, OPENING
from issues.exporting.pdf.layout.columns import text_width

MILLIMETRE = 72 / 25.4  # points
SIZE, LINE = 10.5, 16.5  # points: a character and a line of a list
SMALL, SMALL_LINE = 8.8, 13.5
PADDING = 8.0  # points, left and right of a cell
PIECE = re.compile(f"[{OPENING}]*(?:[!-~]+|[^!-~])[{CLOSING}]*")
"""What stands on one line: a character or a Latin word, with the marks around it."""
SINGLE = 1.5 * LINE
"""What a line of one character costs, in points of height."""


@dataclass(frozen=True)
class List:
    """`fixed`: widths of the columns that never change; `choices`: of others, in characters; the last takes the rest."""

    fixed: dict[int, float]
    choices: dict[int, Sequence[int]]
    count: int
    width: float = 158.0


LISTS = {
    "papers": List({0: 8.5, 3: 18.0}, {1: range(6, 11), 2: (4, 5, 6)}, 5),
    "news": List({0: 10.0, 3: 48.0}, {1: range(7, 11)}, 4),
}


def set_widths(root: Element) -> None:
    for table in root.iter("table"):
        columns = list(table.iterfind("colgroup/col"))
        plan = LISTS.get(table.get("class", ""))
        if plan and len(columns) == plan.count:
            for column, width in zip(columns, _best(plan, table), strict=True):
                column.set("style", f"width: {100 * width / plan.width:.2f}%")


def _best(plan: List, table: Element) -> list[float]:
    rows = [list(row) for row in table.iterfind("tbody/tr")]
    rows = [row for row in rows if len(row) == plan.count]
    return min(_widths(plan), key=lambda widths: _cost(rows, widths))


def _widths(plan: List) -> Iterator[list[float]]:
    for characters in product(*plan.choices.values()):
        chosen = {
            at: (count * SIZE + PADDING + 1) / MILLIMETRE
            for at, count in zip(plan.choices, characters, strict=True)
        }
        known = plan.fixed | chosen
        rest = plan.width - sum(known.values())
        yield [known.get(at, rest) for at in range(plan.count)]


def _cost(rows: Sequence[Sequence[Element]], widths: Sequence[float]) -> float:
    """The height of all rows, in points, with what their lines of one character cost."""
    cost = 0.0
    for row in rows:
        cells = [_height(cell, width) for cell, width in zip(row, widths, strict=True)]
        cost += max(height for height, _ in cells) + SINGLE * sum(single for _, single in cells)
    return cost


def _height(cell: Element, width: float) -> tuple[float, bool]:
    """In points, and whether the cell's main text ends in a line of one character."""
    room = (width * MILLIMETRE - PADDING) / SIZE
    main = "".join([cell.text or "", *(link.text or "" for link in cell.iterfind("a"))]).strip()
    lines, last = broken(main, room)
    rest = sum(math.ceil(text_width(line.tail or "") / room) for line in cell.iterfind("br"))
    notes = sum(
        math.ceil(text_width("".join(note.itertext())) * SMALL / SIZE / room) for note in cell.iterfind("div")
    )
    return (lines + rest) * LINE + notes * SMALL_LINE, lines > 1 and last <= 1


def broken(text: str, room: float) -> tuple[int, float]:
    """How many lines of `room` characters `text` takes, and how wide the last of them is."""
    lines, filled = 1, 0.0
    for piece in PIECE.findall(text):
        width = text_width(piece)
        if filled and filled + width > room:
            lines, filled = lines + 1, 0.0
        filled += width
    return lines, filled
