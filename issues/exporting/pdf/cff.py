"""Just enough of Adobe's Compact Font Format (Technical Note 5176) to say which glyph has which CID.

In a PDF the CIDs of a CID-keyed font go through the font's own charset. WeasyPrint writes glyph indices for CIDs and
leaves the charset as it was, which is right only where the two agree: with subset fonts, such as Noto Serif SC, strict
viewers and printers show other characters or none.
"""

import struct
from collections.abc import Iterator, Sequence

CHARSET, ROS = 15, 1230  # operators; 12 30 is written as 1230
OFFSET_OPERAND = 29  # a five-byte integer, so that another offset fits in its place


def table(font: bytes, tag: bytes) -> bytes | None:
    """A table of an OpenType file."""
    (count,) = struct.unpack_from(">H", font, 4)
    for entry in range(12, 12 + 16 * count, 16):
        if font[entry : entry + 4] == tag:
            offset, length = struct.unpack_from(">II", font, entry + 8)
            return font[offset : offset + length]
    return None


def with_cids(cff: bytes, cids: Sequence[int] | None = None) -> bytes | None:
    """The same font with these CIDs for its glyphs, .notdef apart (None: their indices).

    None if the font is not CID-keyed: then CIDs are glyph indices and all is well.
    """
    operators = dict(_top_operators(cff))
    position = operators.get(CHARSET)
    if ROS not in operators or position is None or cff[position] != OFFSET_OPERAND:
        return None
    return cff[: position + 1] + struct.pack(">i", len(cff)) + cff[position + 5 :] + _charset(cids)


def _charset(cids: Sequence[int] | None) -> bytes:
    if cids is None:
        return struct.pack(">BHH", 2, 1, 0xFFFF - 1)  # one range that begins with 1
    return b"\0" + struct.pack(f">{len(cids)}H", *cids)


def _top_operators(cff: bytes) -> Iterator[tuple[int, int]]:
    """Operators of the Top DICT, each with the position of its operands."""
    _, after_names = _index(cff, cff[2])
    entries, _ = _index(cff, after_names)
    position, end = entries[0]
    operands = position
    while position < end:
        if cff[position] > 21:
            position += _operand_length(cff, position)
            continue
        escaped = cff[position] == 12
        yield (1200 + cff[position + 1] if escaped else cff[position]), operands
        position = operands = position + 1 + escaped


def _operand_length(cff: bytes, position: int) -> int:
    first = cff[position]
    if first == 30:  # a decimal number in nibbles, of which 15 ends it
        end = position + 1
        while cff[end] & 0x0F != 0x0F and cff[end] >> 4 != 0x0F:
            end += 1
        return end + 1 - position
    return {28: 3, OFFSET_OPERAND: 5}.get(first, 1 if first < 247 else 2)


def _index(cff: bytes, position: int) -> tuple[list[tuple[int, int]], int]:
    """Bounds of an INDEX's entries, and where it ends."""
    (count,) = struct.unpack_from(">H", cff, position)
    if not count:
        return [], position + 2
    size = cff[position + 2]
    starts = range(position + 3, position + 3 + (count + 1) * size, size)
    base = starts.stop - 1
    offsets = [base + int.from_bytes(cff[start : start + size]) for start in starts]
    return list(zip(offsets, offsets[1:], strict=False)), offsets[-1]
