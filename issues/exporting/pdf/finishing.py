"""The last pass, by pikepdf, over what WeasyPrint wrote: what archive and accessibility norms still ask."""

import io
from collections.abc import Sequence

import pikepdf
from pikepdf import Dictionary, Name, Object, Pdf, Stream

from issues.exporting.pdf.attaching import attach
from issues.exporting.pdf.fonts import cff
from issues.exporting.pdf.messages import Attachment
from issues.exporting.pdf.metadata import Metadata, describe
from issues.exporting.pdf.navigation import guide_viewers

PRINT = 4  # the annotation flag without which a link is not part of the printed page
EMPTIABLE = (Name.Pattern, Name.Shading, Name.XObject, Name.ExtGState)
BARE = b"\x01\x00"  # how a CFF begins, versions 1.0


def finish(
    data: bytes, metadata: Metadata, *, attachments: Sequence[Attachment] = (), conforms: bool
) -> bytes:
    """PDF/A-3a and PDF/UA-1 where it `conforms`. Deterministic: the file's id is a digest of its content."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for page in pdf.pages:
            _drop_empty_resources(page.obj)
        for thing in pdf.objects:
            if isinstance(thing, Dictionary):
                _mend(pdf, thing)
        guide_viewers(pdf)
        attach(pdf, attachments, date=metadata.modified or metadata.created)
        describe(pdf, metadata, conforms=conforms)
        pdf.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return out.getvalue()


def _drop_empty_resources(page: Object) -> None:
    resources = page.get("/Resources", Dictionary())
    for kind in EMPTIABLE:
        if kind in resources and not resources[kind].keys():
            del resources[kind]


def _mend(pdf: Pdf, thing: Dictionary) -> None:
    if thing.get("/Type") == Name.Annot and "/F" not in thing:
        thing.F = PRINT
    if thing.get("/Type") == Name.Font and thing.get("/Subtype") == Name.CIDFontType0:
        _name_glyphs(pdf, thing)


def _name_glyphs(pdf: Pdf, font: Dictionary) -> None:
    """Embed a CID-keyed font as bare CFF, whose own charset is then the one authority on CIDs."""
    stream = font.FontDescriptor.get("/FontFile3")
    if not isinstance(stream, Stream):
        return
    program = stream.read_bytes()
    if not program.startswith(BARE):
        bare = cff.with_identity(cff.table(program, b"CFF ") or b"")
        if bare is None:
            return
        stream.write(bare)
    stream.Subtype = Name.CIDFontType0C
    if "/CIDToGIDMap" in font:
        del font["/CIDToGIDMap"]  # belongs to TrueType
