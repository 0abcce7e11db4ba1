"""The page of each anchor, as the named destinations of a PDF of ours say."""

from io import BytesIO

import pikepdf


def page_numbers(pdf: bytes) -> dict[str, int]:
    """Pages from 1 by anchor; empty for a file that cannot be read or has no destinations."""
    try:
        with pikepdf.open(BytesIO(pdf)) as opened:
            return pages_of_anchors(opened)
    except pikepdf.PdfError:
        return {}


def pages_of_anchors(pdf: pikepdf.Pdf) -> dict[str, int]:
    """Pages from 1 by anchor; empty without destinations."""
    names = pdf.Root.get("/Names", pikepdf.Dictionary()).get("/Dests")
    if names is None:
        return {}
    pages = {page.obj.objgen: number for number, page in enumerate(pdf.pages, 1)}
    found = pikepdf.NameTree(names).items()
    return {str(name): pages[place[0].objgen] for name, place in found if place[0].objgen in pages}
