"""In the guide, the dots and the page number never stand alone on a second line: the last words come with them."""

from xml.etree.ElementTree import Element

TAIL = 4  # characters


def keep_leaders_company(root: Element) -> None:
    """Wrap the end of each entry into a span.tail that does not break and that carries the leader.

    The stylesheet draws the leader after a span.tail; CSS alone cannot tie generated content to the words before it.
    """
    for navigation in root.iter("nav"):
        for item in navigation.iter("li"):
            for link in item.iter("a"):
                _split(link)


def _split(link: Element) -> None:
    text = (link.text or "").rstrip()
    if len(link) or not text:
        return
    tail = Element("span", {"class": "tail", "data-href": link.get("href", "")})
    link.text, tail.text = text[:-TAIL], text[-TAIL:]
    link.append(tail)
