"""Table rows: long ones are split between pages, short ones never."""

from itertools import pairwise
from xml.etree.ElementTree import Element

LEAD = 60  # characters, two lines
SHORT = 200  # characters in the longest cell: nine lines of an abstract’s column, a quarter of a page


def keep_short_ones_whole(root: Element) -> None:
    """Give them the class that the stylesheet keeps together; CSS cannot count characters."""
    for row in root.iter("tr"):
        if max((_length(cell) for cell in row), default=0) <= SHORT:
            row.set("class", f"{row.get('class', '')} short".strip())


def link_titles(root: Element) -> None:
    """In the list of hospital news a title leads where its address leads."""
    for row in root.iter("tr"):
        title = next(
            (cell for cell in row if cell.tag == "td" and not cell.get("class") and not len(cell)), None
        )
        address = row.find("td[@class='url']/a")
        if title is not None and address is not None:
            link = Element("a", {"href": address.get("href", "")})
            link.text, title.text = (title.text or "").strip(), None
            title.append(link)


def tie_leads_to_tables(root: Element) -> None:
    """A short line above a table, as the name of a hospital is, stays with it."""
    for parent in root.iter():
        for lead, table in pairwise(parent):
            if table.tag == "table" and lead.tag == "p" and _length(lead) <= LEAD:
                lead.set("class", f"{lead.get('class', '')} lead".strip())


def _length(cell: Element) -> int:
    return sum(map(len, cell.itertext()))
