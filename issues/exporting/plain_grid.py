"""Makes a plain grid of an HTML table, because neither text nor Markdown has joined cells."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from lxml.html import HtmlElement

ROWS = "./tr | ./thead/tr | ./tbody/tr"


@dataclass(frozen=True, slots=True)
class Grid:
    """All rows have the same length; the first one is the head."""

    rows: tuple[tuple[str, ...], ...]


def grid_of(table: HtmlElement, read: Callable[[HtmlElement], str]) -> Grid:
    """A cell that spans rows is repeated in each of them, so that every row can be read by itself. A cell that spans
    columns is in the first of them."""
    rows = list(_rows(table, read))
    width = max(map(len, rows), default=0)
    return Grid(tuple((*row, *[""] * (width - len(row))) for row in rows))


def _rows(table: HtmlElement, read: Callable[[HtmlElement], str]) -> Iterator[list[str]]:
    hanging: dict[int, tuple[int, str]] = {}  # column: the rows still to come, and what stands in them
    for tr in table.xpath(ROWS):
        row, hanging = _row(tr, hanging, read)
        yield row


def _row(
    tr: HtmlElement, hanging: dict[int, tuple[int, str]], read: Callable[[HtmlElement], str]
) -> tuple[list[str], dict[int, tuple[int, str]]]:
    row: list[str] = []
    below: dict[int, tuple[int, str]] = {}

    def add(text: str, left: int) -> None:
        if left > 1:
            below[len(row)] = left - 1, text
        row.append(text)

    def add_hanging() -> None:
        while len(row) in hanging:
            left, text = hanging[len(row)]
            add(text, left)

    for cell in tr.iterchildren("td", "th"):
        add_hanging()
        text, down = read(cell), _span(cell, "rowspan")
        add(text, down)
        for _ in range(_span(cell, "colspan") - 1):
            add("", down)
    add_hanging()
    return row, below


def _span(cell: HtmlElement, name: str) -> int:
    return int(cell.get(name, "1"))
