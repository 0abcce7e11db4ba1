"""How a viewer opens the file: with the outline open, and with the printed page numbers."""

from pikepdf import Array, Dictionary, Name, Pdf

from issues.exporting.pdf.layout.character_classes import NO_HINTS


def guide_viewers(pdf: Pdf) -> None:
    pdf.Root.PageLabels = Dictionary(Nums=Array([0, Dictionary(S=Name.D, St=1)]))
    if "/Outlines" not in pdf.Root:
        return
    pdf.Root.PageMode = Name.UseOutlines
    for thing in pdf.objects:
        if isinstance(thing, Dictionary) and "/Title" in thing and "/Parent" in thing:
            thing.Title = str(thing.Title).translate(NO_HINTS)  # they are for the page, not for the outline
