"""Lines of Chinese that end flush: WeasyPrint stretches blanks alone, of which Chinese has none.

What a line lacks or has too much is shared among its gaps, in the order of the Requirements for Chinese Text Layout
(W3C, 3.3): first blanks, then marks, then all Chinese characters alike. A gap between Han and Latin is a little wider
than none, without any blank in the text. A mark that ends a line, or opens one, has its blank half outside of it. No gap
between characters grows beyond a tenth of an em: that is where the programs that copy or search the text begin to take
it for a blank. What a line lacks even then, its characters are made wider by, at most three in a hundred.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import cache
from itertools import pairwise
from typing import Any

from weasyprint.draw import text
from weasyprint.formatting_structure import boxes
from weasyprint.layout import inline
from weasyprint.layout.leader import leader_index
from weasyprint.matrix import Matrix
from weasyprint.text import line_break
from weasyprint.text.ffi import TO_UNITS, ffi, pango

from issues.exporting.pdf.layout.character_classes import (
    CLOSING,
    INVISIBLE,
    OPENING,
    is_cjk,
    is_han,
    is_latin,
)

BLANKS, DOUBLED, APOSTROPHE = " \u00a0", "—…", "’"
OBJECT = "\ufffc"  # stands for a box that is not text
NOTHING = 0.01  # em
MOST_EXPANSION = 0.03  # of the width of a character
HALF = 0.5  # em: the blank part of a full-width mark

_stock_text_align = inline.text_align
_stock_reactivate = line_break.Layout.reactivate
_stock_draw = text.draw_first_line


class Kind(IntEnum):
    """What two neighbouring characters make of the gap between them."""

    FIXED = 0  # within a Latin word, between two halves of a dash
    BLANK = 1
    MARK = 2  # after a closing mark or before an opening one, whose squares are half empty
    MIXED = 3  # between Han and Latin
    HAN = 4


NATURAL = {Kind.MIXED: 0.09}
"""Width that a gap has before a line is justified, in em."""
STRETCHING = ({Kind.BLANK: 0.25}, {Kind.BLANK: 0.1, Kind.MARK: 0.098, Kind.HAN: 0.098})
SHRINKING = ({Kind.MARK: 0.25}, {Kind.BLANK: 0.08, Kind.MIXED: 0.09}, {Kind.HAN: 0.04, Kind.MIXED: 0.04})
"""Steps of justification: by how much each gap may grow, or shrink, in each of them, in em."""


@dataclass(slots=True)
class Gap:
    """The gap after the `index`th character of a text box, and what is added to it in em."""

    box: Any
    index: int
    kind: Kind
    width: float = 0.0


def install() -> None:
    inline.text_align = text_align
    text.draw_first_line = draw_first_line
    line_break.Layout.reactivate = reactivate


def text_align(context: Any, line: Any, available_width: float, last: bool) -> float:
    characters = list(_characters(line)) if _is_ordinary(line.style) else []
    while characters and characters[-1][2] in BLANKS:
        characters.pop()
    if not any(is_cjk(char) for _, _, char in characters):
        return float(_stock_text_align(context, line, available_width, last))
    alignment, size = _alignment(line.style, last), float(line.style["font_size"])
    before, after = _hanging(line, characters, alignment)
    gaps = list(_gaps(characters))
    room = (available_width - line.width) / size + before + after - sum(gap.width for gap in gaps)
    left = _justify(gaps, room) if room < 0 or alignment == "justify" else 0.0
    _widen(line, gaps, size)
    if left:
        _expand(line, left * size)
    if before and leader_index(line)[1] is not None:
        line.children[0].margin_left -= before * size  # a leader fills what the children's widths leave
    if alignment == "justify":
        return -before * size
    if last and _is_source(line):
        return float(available_width - line.width + after * size)
    return float(_stock_text_align(context, line, available_width, last)) - before * size


def _is_ordinary(style: Any) -> bool:
    return (
        style["direction"] == "ltr"
        and style["white_space"] in ("normal", "nowrap", "pre-line")
        and style["letter_spacing"] in ("normal", 0)
    )


def _alignment(style: Any, last: bool) -> str:
    if last and style["text_align_last"] != "auto":
        return str(style["text_align_last"])
    align = str(style["text_align_all"])
    return "start" if last and align == "justify" else align


def _is_source(line: Any) -> bool:
    """Whether a line holds nothing but the note that names the source, which then stands at its right end."""
    children = [
        child for child in line.children if not isinstance(child, boxes.TextBox) or child.text.strip()
    ]
    first = children[0] if len(children) == 1 else None
    element = None if first is None else first.element
    return element is not None and "source" in (element.get("class") or "").split()


def _hanging(line: Any, characters: Sequence[tuple[Any, int, str]], alignment: str) -> tuple[float, float]:
    """How much of the first mark and of the last one is outside of the line, in em."""
    if alignment not in ("justify", "start", "left"):
        return 0.0, 0.0
    before = HALF if characters[0][2] in OPENING and not line.text_indent else 0.0
    after = HALF if characters[-1][2] in CLOSING else 0.0
    return before, after


def _gaps(characters: Sequence[tuple[Any, int, str]]) -> Iterator[Gap]:
    for (box, index, this), (_, _, following) in pairwise(characters):
        kind = _kind(this, following)
        if box is not None and kind:
            yield Gap(box, index, kind, NATURAL.get(kind, 0.0))


@cache
def _kind(this: str, following: str) -> Kind:
    if (this == following and this in DOUBLED) or _is_within_word(this, following):
        return Kind.FIXED
    if this in BLANKS:
        return Kind.BLANK
    if not is_cjk(this) and not is_cjk(following):
        return Kind.FIXED
    if (is_han(this) and is_latin(following)) or (is_latin(this) and is_han(following)):
        return Kind.MIXED
    marks = (this in CLOSING) + (following in OPENING)
    return Kind.MARK if marks and following not in CLOSING and this not in OPENING and marks < 2 else Kind.HAN


def _is_within_word(this: str, following: str) -> bool:
    """In Crohn’s, the closing quotation mark is an apostrophe, because it follows a Latin letter."""
    return APOSTROPHE in (this, following) and (this + following).replace(APOSTROPHE, "").isascii()


def _justify(gaps: Sequence[Gap], room: float) -> float:
    """Share `room` em among the gaps, in steps, and return what no gap may take."""
    for limits in STRETCHING if room > 0 else SHRINKING:
        most = sum(limits.get(gap.kind, 0.0) for gap in gaps)
        if not most:
            continue
        share = max(-1.0, min(1.0, room / most))
        for gap in gaps:
            gap.width += share * limits.get(gap.kind, 0.0)
        room -= share * most
    return room if abs(room) > NOTHING else 0.0


def _expand(line: Any, room: float) -> None:
    """Make all characters of a line wider, or narrower, by what it lacks, in pixels, unless that could be seen."""
    scale = 1 + room / line.width
    if abs(scale - 1) > MOST_EXPANSION or any(box is None for box in _leaves(line)):
        return
    for box in line.descendants():
        box.position_x = line.position_x + (box.position_x - line.position_x) * scale
        box.width *= scale
        box.expansion = scale
    line.width *= scale


def draw_first_line(stream: Any, textbox: Any, text_overflow: Any, block_ellipsis: Any, matrix: Any) -> Any:
    if scale := getattr(textbox, "expansion", None):
        matrix = Matrix(a=scale) @ matrix
    return _stock_draw(stream, textbox, text_overflow, block_ellipsis, matrix)


def _characters(line: Any) -> Iterator[tuple[Any, int, str]]:
    for box in _leaves(line):
        if box is None:
            yield None, 0, OBJECT
        else:
            yield from ((box, index, char) for index, char in enumerate(box.text) if char not in INVISIBLE)


def _leaves(box: Any) -> Iterator[Any]:
    """The text boxes of a line in order; None for anything else that takes up room."""
    for child in box.children:
        if isinstance(child, boxes.TextBox):
            yield child
        elif isinstance(child, boxes.InlineBox):
            yield from _leaves(child)
        elif child.is_in_normal_flow():
            yield None


def _widen(line: Any, gaps: Sequence[Gap], size: float) -> None:
    extra: dict[int, dict[int, float]] = {}
    for gap in gaps:
        if gap.width:
            extra.setdefault(id(gap.box), {})[gap.index] = gap.width * min(size, gap.box.style["font_size"])
    if extra:
        left = line.position_x
        _shift(line, extra, 0.0)
        line.position_x = left


def _shift(box: Any, extra: dict[int, dict[int, float]], offset: float) -> float:
    """Move a box right by what came before it, widen it by its own gaps; return the sum for the next one."""
    if isinstance(box, boxes.TextBox):
        box.position_x += offset
        if own := extra.get(id(box)):
            box.width += sum(own.values())
            offset += sum(own.values())
            box.pango_layout.gaps = (box.text, own)
    elif isinstance(box, boxes.LineBox | boxes.InlineBox):
        start = offset
        box.position_x += offset
        for child in box.children:
            if child.is_in_normal_flow():
                offset = _shift(child, extra, offset)
        box.width += offset - start
    else:
        box.translate(offset, 0)
    return offset


def reactivate(self: Any, style: Any) -> None:
    """Before a line is drawn: the gaps that were laid out become part of the glyphs' advances."""
    _stock_reactivate(self, style)
    if not hasattr(self, "gaps"):
        return
    text, widths = self.gaps
    pango.pango_layout_set_single_paragraph_mode(self.layout, True)
    _advance(self, _by_byte(text, widths))


def _by_byte(text: str, widths: dict[int, float]) -> dict[int, int]:
    """Pango counts bytes of UTF-8 and 1024ths."""
    offsets, position = {}, 0
    for index, char in enumerate(text):
        if width := widths.get(index):
            offsets[position] = int(width * TO_UNITS)
        position += len(char.encode())
    return offsets


def _advance(layout: Any, offsets: dict[int, int]) -> None:
    line, _ = layout.get_first_line()
    run = line.runs[0]
    while run != ffi.NULL:
        item, run = run.data, run.next
        glyphs, clusters, start = item.glyphs, item.glyphs.log_clusters, item.item.offset
        for index in range(glyphs.num_glyphs):
            ends_cluster = index == glyphs.num_glyphs - 1 or clusters[index + 1] != clusters[index]
            if ends_cluster and (width := offsets.get(start + clusters[index])):
                glyphs.glyphs[index].geometry.width += width
