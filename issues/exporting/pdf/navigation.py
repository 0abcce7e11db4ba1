"""How a viewer opens the file: with the outline open, and with the printed page numbers."""

import re

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, String

from issues.exporting.pdf.layout.character_classes import NO_HINTS
from issues.exporting.pdf.page_numbers import pages_of_anchors

ANNEX = re.compile(r"annex(\d+)")


def guide_viewers(pdf: Pdf) -> None:
    pdf.Root.PageLabels = Dictionary(Nums=Array(_labels(pdf)))
    if "/Outlines" not in pdf.Root:
        return
    pdf.Root.PageMode = Name.UseOutlines
    for thing in pdf.objects:
        if isinstance(thing, Dictionary) and "/Title" in thing and "/Parent" in thing:
            thing.Title = str(thing.Title).translate(NO_HINTS)  # they are for the page, not for the outline


def _labels(pdf: Pdf) -> list[int | pikepdf.Object]:
    """Each annex after the issue begins to count again: 附件1-1, 附件1-2."""
    labels: list[int | pikepdf.Object] = [0, Dictionary(S=Name.D, St=1)]
    for anchor, page in sorted(pages_of_anchors(pdf).items(), key=lambda item: item[1]):
        if match := ANNEX.fullmatch(anchor):
            labels += [page - 1, Dictionary(S=Name.D, St=1, P=String(f"附件{match[1]}-"))]
    return labels
