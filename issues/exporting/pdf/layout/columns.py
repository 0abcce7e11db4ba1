"""Sets the column widths of tables in a text, which have none: a fixed layout would make 序号 as wide as 措施."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from xml.etree.ElementTree import Element

from issues.exporting.pdf.texts import UNTOUCHED

_PAGE = 42.0
"""Characters of a table's type on one line of the page."""
_PADDING = 1.0
_NARROWEST = 2.0
_LINES = {"br", "p", "li"}
_MOST_COLUMNS = 60
_WORD = re.compile(r"[!-~]+")


def set_widths(root: Element) -> None:
    """Gives each column the width that its words need, and spans no more columns than there are."""
    for table in root.iter("table"):
        rows = list(_rows(table))
        grid = list(_grid(rows))
        count = max((at for _, at, _ in grid), default=-1) + 1
        for cell, at, span in grid:
            if at + span > count:
                _set_span(cell, count - at)
        if 1 < count <= _MOST_COLUMNS and not table.get("class") and table.find("colgroup") is None:
            table.insert(_after_caption(table), _column_group(_widths(grid, count)))


def _rows(table: Element) -> Iterator[Element]:
    """Its own, and those of no table in it."""
    for part in table:
        if part.tag == "tr":
            yield part
        elif part.tag in ("thead", "tbody", "tfoot"):
            yield from (row for row in part if row.tag == "tr")


def _after_caption(table: Element) -> int:
    return 1 if len(table) and table[0].tag == "caption" else 0


def _grid(rows: Sequence[Element]) -> Iterator[tuple[Element, int, int]]:
    """Each cell with the column where it begins and how many it takes."""
    reaching: dict[int, int] = {}
    for number, row in enumerate(rows):
        column = 0
        for cell in row:
            while reaching.get(column, 0) > number:
                column += 1
            span = _span(cell, "colspan")
            for place in range(column, column + span):
                reaching[place] = number + _span(cell, "rowspan")
            yield cell, column, span
            column += span


def _span(cell: Element, name: str) -> int:
    value = cell.get(name, "1")
    return min(int(value), _MOST_COLUMNS) if value.isascii() and value.isdigit() and int(value) else 1


def _set_span(cell: Element, span: int) -> None:
    cell.attrib.pop("colspan", None)
    if span > 1:
        cell.set("colspan", str(span))


def _widths(grid: Sequence[tuple[Element, int, int]], count: int) -> list[float]:
    """In characters. What fits has what it needs; the others share the rest by how much they hold."""
    wanted, least = [_NARROWEST] * count, [_NARROWEST] * count
    for cell, at, span in grid:
        if span == 1 and at < count:
            lines = list(_lines(cell))
            wanted[at] = max(wanted[at], *(text_width(line) for line in lines), 0)
            least[at] = max(
                least[at], *(min(text_width(word), 12) for line in lines for word in _WORD.findall(line)), 0
            )
    room = _PAGE - count * _PADDING
    if sum(wanted) <= room:
        return [width + _PADDING for width in wanted]
    narrow = {at for at in range(count) if wanted[at] <= room / count}
    rest = room - sum(wanted[at] for at in narrow)
    shares = {at: max(wanted[at], 1) ** 0.5 for at in range(count) if at not in narrow}
    whole = sum(shares.values())
    return [
        _PADDING + (wanted[at] if at in narrow else max(rest * shares[at] / whole, least[at]))
        for at in range(count)
    ]


def _lines(cell: Element) -> Iterator[str]:
    line = cell.text or ""
    for part in cell.iter():
        if part is not cell and part.tag not in UNTOUCHED:
            if part.tag in _LINES:
                yield line
                line = ""
            line += part.text or ""
        if part is not cell:
            line += part.tail or ""
    yield line


@lru_cache(maxsize=8192)
def text_width(text: str) -> float:
    """In characters: a Latin letter counts for about half a one."""
    return sum(1.0 if unicodedata.east_asian_width(letter) in "WFA" else 0.55 for letter in text.strip())


def _column_group(widths: Sequence[float]) -> Element:
    group = Element("colgroup")
    for width in widths:
        group.append(Element("col", {"style": f"width: {100 * width / sum(widths):.2f}%"}))
    return group
