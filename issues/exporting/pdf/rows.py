"""Table rows: long ones are split between pages, short ones never."""

from xml.etree.ElementTree import Element

SHORT = 200  # characters in the longest cell: nine lines of an abstract’s column, a quarter of a page


def keep_short_ones_whole(root: Element) -> None:
    """Give them the class that the stylesheet keeps together; CSS cannot count characters."""
    for row in root.iter("tr"):
        if max((_length(cell) for cell in row), default=0) <= SHORT:
            row.set("class", f"{row.get('class', '')} short".strip())


def _length(cell: Element) -> int:
    return sum(map(len, cell.itertext()))
