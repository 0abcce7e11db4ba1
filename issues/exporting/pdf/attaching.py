"""Files that travel inside the PDF, as PDF/A-3 asks: each once, with what it is to the document."""

import hashlib
import mimetypes
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import PurePath

from pikepdf import Array, Dictionary, Name, Object, Pdf, String

from issues.exporting.pdf.messages import Attachment

UNDATED = datetime(2000, 1, 1, tzinfo=UTC)
UNKNOWN = "application/octet-stream"
CHINESE_OFFICE = {".wps": "application/vnd.ms-works", ".ofd": "application/ofd"}


def attach(pdf: Pdf, attachments: Sequence[Attachment], *, date: str) -> None:
    """`date` is the document's: the current time would make every print different."""
    if not attachments:
        return
    moment = _moment(date).strftime("D:%Y%m%d%H%M%SZ")
    names, files = Array(), Array()
    for number, attachment in enumerate(attachments, 1):
        plain = _plain_name(attachment.filename, number)
        specification = pdf.make_indirect(_specification(pdf, attachment, plain, moment))
        names.extend([String(f"{number:03} {plain}"), specification])
        files.append(specification)
    if "/Names" not in pdf.Root:
        pdf.Root.Names = Dictionary()
    pdf.Root.Names.EmbeddedFiles = pdf.make_indirect(Dictionary(Names=names))
    pdf.Root.AF = files


def _specification(pdf: Pdf, attachment: Attachment, plain: str, moment: str) -> Dictionary:
    return Dictionary(
        Type=Name.Filespec,
        F=String(plain),
        UF=String(attachment.filename),
        Desc=String(attachment.description or attachment.filename),
        AFRelationship=Name(f"/{attachment.relationship}"),
        EF=Dictionary(F=_stream(pdf, attachment, moment)),
    )


def _stream(pdf: Pdf, attachment: Attachment, moment: str) -> Object:
    checksum = hashlib.md5(attachment.data, usedforsecurity=False).digest()
    size = len(attachment.data)
    stream = pdf.make_stream(attachment.data)
    stream.Type, stream.Subtype = Name.EmbeddedFile, Name(f"/{_media_type(attachment.filename)}")
    stream.Params = Dictionary(
        CheckSum=String(checksum), Size=size, CreationDate=String(moment), ModDate=String(moment)
    )
    return stream


def _plain_name(filename: str, number: int) -> str:
    """For programs that know no Unicode: an ASCII name as it is, any other by its number and its type."""
    if filename.isascii():
        return filename
    suffix = PurePath(filename).suffix
    return f"file-{number}{suffix if suffix.isascii() else ''}"


def _media_type(filename: str) -> str:
    suffix = PurePath(filename).suffix.lower()
    return CHINESE_OFFICE.get(suffix) or mimetypes.guess_type(f"file{suffix}")[0] or UNKNOWN


def _moment(text: str) -> datetime:
    try:
        date = datetime.fromisoformat(text)
    except ValueError:
        return UNDATED
    return date.astimezone(UTC) if date.tzinfo else date.replace(tzinfo=UTC)
