"""The unprinted fields of our own Word file once more, in document properties: the OpenDocument format has no custom XML
parts, but keeps the properties.

The text is compressed and divided, because Word cuts the value of a property after 255 characters.
"""

import base64
import zlib
from collections.abc import Iterator, Mapping

PREFIX = "动态参考数据 "
"""Of the names of the properties, which end in 1, 2, 3 …"""
LENGTH, MAX_PIECES = 240, 400
MAX_BYTES = 32 * 2**20
"""Of the text."""


def divided(text: str) -> Iterator[tuple[str, str]]:
    """Names and values of the properties; none for a text that would need more than `MAX_PIECES`."""
    packed = base64.b64encode(zlib.compress(text.encode(), 9)).decode()
    if len(packed) <= LENGTH * MAX_PIECES:
        for number, place in enumerate(range(0, len(packed), LENGTH), 1):
            yield f"{PREFIX}{number}", packed[place : place + LENGTH]


def joined(properties: Mapping[str, str]) -> str:
    """The text that was divided; "" where a piece is missing or changed."""
    pieces: list[str] = []
    while (piece := properties.get(f"{PREFIX}{len(pieces) + 1}")) is not None:
        pieces.append(piece.strip())
    try:
        packed = base64.b64decode("".join(pieces), validate=True)
        unpacking = zlib.decompressobj()
        text = unpacking.decompress(packed, MAX_BYTES).decode()
    except (ValueError, zlib.error):
        return ""
    return text if unpacking.eof else ""
