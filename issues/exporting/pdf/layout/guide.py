"""In the guide, dots and page number never stand alone on a second line: the last words come with them."""

from xml.etree.ElementTree import Element

TAIL = 4  # characters


def keep_leaders_company(root: Element) -> None:
    """Move the end of each entry into a second link, a.tail, that does not break and carries the leader.

    The stylesheet draws the leader after an a.tail; CSS alone cannot tie generated content to words. A
    link, not a span: every box inside a link becomes a link annotation, and those must be tagged as links.
    """
    for navigation in root.iter("nav"):
        for item in navigation.iter("li"):
            if (link := item.find("a")) is not None and not len(link):
                _split(item, link)


def _split(item: Element, link: Element) -> None:
    text = (link.text or "").strip()
    if len(text) <= TAIL:
        link.set("class", "tail")
        return
    tail = Element("a", {"class": "tail", "href": link.get("href", "")})
    link.text, tail.text = text[:-TAIL], text[-TAIL:]
    item.insert(list(item).index(link) + 1, tail)
    tail.tail, link.tail = link.tail, None
