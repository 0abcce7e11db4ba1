"""The guide in print: a table of contents whose dots and page numbers never stand alone on a second line."""

from xml.etree.ElementTree import Element

from issues.exporting.pdf.layout.phrases import joined, phrases
from issues.exporting.pdf.tagging.roles import NO_ROLE, ROLE

TAIL = 4
"""So many characters at least stand before the dots."""


def prepare(root: Element) -> None:
    for navigation in root.iter("nav"):
        _name_roles(navigation)
        for link in navigation.iterfind(".//li/a"):
            if not len(link):
                _keep_leader_company(link)


def _name_roles(navigation: Element) -> None:
    """One table of contents, with one for each section in it."""
    groups = navigation.findall("div")
    if not groups:
        return
    contents = Element("div", {ROLE: "TOC"})
    navigation.insert(list(navigation).index(groups[0]), contents)
    for group in groups:
        navigation.remove(group)
        contents.append(group)
        group.set(ROLE, NO_ROLE)
    for tag, role in (("ul", "TOC"), ("li", "TOCI"), ("p", "TOCI")):
        for element in contents.iter(tag):
            element.set(ROLE, role)


def _keep_leader_company(link: Element) -> None:
    """Put the end of an entry into a span.tail that does not break. The stylesheet draws the leader after it; CSS alone
    cannot tie generated content to words."""
    pieces = phrases((link.text or "").strip())
    tail = Element("span", {"class": "tail", "data-to": link.get("href", "")})
    end = ""
    while pieces and len(end) < TAIL:
        end = pieces.pop() + end
    link.text, tail.text = joined("".join(pieces)), end
    link.append(tail)
