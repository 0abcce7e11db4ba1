"""Just enough of Adobe's Compact Font Format (Technical Note 5176) to say which glyph has which CID.

In a PDF the CIDs of a CID-keyed font go through the font's own charset. WeasyPrint writes glyph indices for
CIDs and leaves the charset as it was, which is right only where the two agree: with subset fonts, such as
Noto Serif SC, strict viewers and printers show other characters or none.
"""

import struct
from collections.abc import Iterator, Sequence
from itertools import pairwise

CHARSET, CHAR_STRINGS, ROS = 15, 17, 1230  # operators of the Top DICT; 12 30 is written as 1230
ESCAPE, LAST_OPERATOR = 12, 21
INT16, INT32, REAL = 28, 29, 30
"""First bytes of an operand: a number of two or four bytes follows, or one in decimal digits."""
INT16_LENGTH, INT32_LENGTH = 3, 5
"""Bytes of such an operand, the first included."""


def table(font: bytes, tag: bytes) -> bytes | None:
    """A table of an OpenType file."""
    (count,) = struct.unpack_from(">H", font, 4)
    for entry in range(12, 12 + 16 * count, 16):
        if font[entry : entry + 4] == tag:
            offset, length = struct.unpack_from(">II", font, entry + 8)
            return font[offset : offset + length]
    return None


def with_identity(cff: bytes) -> bytes | None:
    """The same font with glyph indices for CIDs. None if it is not CID-keyed: then they are that anyway."""
    operators = _operators(cff)
    if ROS not in operators:
        return None
    glyphs, charset = _number(cff, operators[CHAR_STRINGS]), _number(cff, operators[CHARSET])
    (count,) = struct.unpack_from(">H", cff, glyphs)
    everything = struct.pack(">BHH", 2, 1, count - 2)  # one range; no charset takes fewer bytes
    return cff[:charset] + everything + cff[charset + len(everything) :]


def with_cids(cff: bytes, cids: Sequence[int]) -> bytes | None:
    """The same font with these CIDs for its glyphs after .notdef. None if it is not CID-keyed.

    Only for HarfBuzz's own output, whose offsets take five bytes, so that there is room for a larger one.
    """
    operators = _operators(cff)
    place = operators.get(CHARSET)
    if ROS not in operators or place is None or cff[place] != INT32:
        return None
    charset = struct.pack(f">B{len(cids)}H", 0, *cids)
    return cff[: place + 1] + struct.pack(">i", len(cff)) + cff[place + INT32_LENGTH :] + charset


def _operators(cff: bytes) -> dict[int, int]:
    """Operators of the Top DICT, each with the position of its operands."""
    return dict(_top_dict(cff)) if cff else {}


def _top_dict(cff: bytes) -> Iterator[tuple[int, int]]:
    _, after_names = _index(cff, cff[2])
    entries, _ = _index(cff, after_names)
    position, end = entries[0]
    operands = position
    while position < end:
        if cff[position] > LAST_OPERATOR:
            position += _operand_length(cff, position)
            continue
        escaped = cff[position] == ESCAPE
        yield (1200 + cff[position + 1] if escaped else cff[position]), operands
        position = operands = position + 1 + escaped


def _operand_length(cff: bytes, position: int) -> int:
    first = cff[position]
    if first == REAL:  # a decimal number in nibbles, of which 15 ends it
        end = position + 1
        while cff[end] & 0x0F != 0x0F and cff[end] >> 4 != 0x0F:
            end += 1
        return end + 1 - position
    return {INT16: INT16_LENGTH, INT32: INT32_LENGTH}.get(first, 1 if first < 247 else 2)


def _number(cff: bytes, position: int) -> int:
    first = cff[position]
    if first in (INT16, INT32):
        length = INT16_LENGTH if first == INT16 else INT32_LENGTH
        return int.from_bytes(cff[position + 1 : position + length], signed=True)
    return first - 139 if first < 247 else (first - 247) * 256 + cff[position + 1] + 108


def _index(cff: bytes, position: int) -> tuple[list[tuple[int, int]], int]:
    """Bounds of an INDEX's entries, and where it ends."""
    (count,) = struct.unpack_from(">H", cff, position)
    if not count:
        return [], position + 2
    size = cff[position + 2]
    starts = range(position + 3, position + 3 + (count + 1) * size, size)
    base = starts.stop - 1
    offsets = [base + int.from_bytes(cff[start : start + size]) for start in starts]
    return list(pairwise(offsets)), offsets[-1]
