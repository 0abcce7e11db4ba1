"""What passes between the renderer and its worker: a JSON header and raw blobs, each with its length before it.

No pickle: the worker reads untrusted HTML, so nothing that it sends back may be able to run code.
"""

import json
import struct
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, BinaryIO, Self

from issues.exporting.pdf.limits import Limits

LENGTH = struct.Struct(">Q")
LARGEST = 1 << 30  # a reply that claims to be larger is a broken stream
SUPPLEMENT, SOURCE, DATA = "Supplement", "Source", "Data"
"""What an attachment is to the document, as PDF names it."""
TIMED_OUT, OUT_OF_MEMORY, BROKEN, BUSY = "timeout", "memory", "layout", "busy"


@dataclass(frozen=True)
class Attachment:
    """A file that travels inside the PDF. The filename may be Chinese."""

    filename: str
    data: bytes
    description: str = ""
    relationship: str = SUPPLEMENT


@dataclass(frozen=True)
class Rendered:
    pdf: bytes
    pages: int
    missing: tuple[str, ...] = ()
    """Characters that no font could draw, each once, in order of code point."""


class RenderingFailed(Exception):
    """No PDF came out. `str()` is a Chinese sentence for the user; `detail` is for the log."""

    MESSAGES = {  # noqa: RUF012
        TIMED_OUT: "排版超时：内容过于复杂，未能在限定时间内生成 PDF。请把特别大的表格改作附件，或拆成几个。",
        OUT_OF_MEMORY: "排版所需内存超出限制：内容过大或表格过于复杂，未能生成 PDF。请把特别大的表格改作附件，或拆成几个。",
        BROKEN: "版面出错：内容结构无法排版，未能生成 PDF。请告诉管理员是哪一期。",
        BUSY: "正在排印别的内容，请稍后再试。",
    }

    def __init__(self, reason: str, detail: str = "") -> None:
        super().__init__(self.MESSAGES[reason])
        self.reason = reason
        self.detail = detail


@dataclass(frozen=True)
class Job:
    """One order to the worker."""

    html: str
    attachments: tuple[Attachment, ...]
    limits: Limits

    def send(self, stream: BinaryIO) -> None:
        names = [(file.filename, file.description, file.relationship) for file in self.attachments]
        header = {"limits": self.limits.as_json(), "attachments": names}
        send(
            stream,
            header,
            [self.html.encode(errors="replace"), *(attachment.data for attachment in self.attachments)],
        )

    @classmethod
    def receive(cls, stream: BinaryIO) -> Self:
        header, (html, *files) = receive(stream)
        pairs = zip(header["attachments"], files, strict=True)
        attachments = tuple(Attachment(name, data, *rest) for (name, *rest), data in pairs)
        return cls(html.decode(), attachments, Limits(**header["limits"]))


def send(stream: BinaryIO, header: dict[str, Any], blobs: Sequence[bytes] = ()) -> None:
    head = json.dumps({**header, "sizes": [len(blob) for blob in blobs]}).encode()
    for part in (LENGTH.pack(len(head)), head, *blobs):
        stream.write(part)
    stream.flush()


def receive(stream: BinaryIO) -> tuple[dict[str, Any], list[bytes]]:
    """Raises EOFError when the other side has gone."""
    (length,) = LENGTH.unpack(_exactly(stream, LENGTH.size))
    header: dict[str, Any] = json.loads(_exactly(stream, length))
    return header, [_exactly(stream, size) for size in header.pop("sizes")]


def _exactly(stream: BinaryIO, length: int) -> bytes:
    if length > LARGEST:
        raise EOFError
    data = stream.read(length)
    if len(data) < length:
        raise EOFError
    return data
