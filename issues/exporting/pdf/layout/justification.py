"""Lines of Chinese that end flush: WeasyPrint stretches blanks alone, of which Chinese has none.

Every gap between Chinese characters takes an equal share of what a line lacks, and one between Han and
Latin is a little wider than none, without any blank in the text. Nothing grows beyond a tenth of an em:
that is where the programs that copy or search the text begin to take a gap for a blank. A line that would
need more stays as it is.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.layout import inline
from weasyprint.text import line_break
from weasyprint.text.ffi import TO_UNITS, ffi, pango

from issues.exporting.pdf.layout.character_classes import INVISIBLE, is_cjk, is_han, is_latin

GAP, LOOSEST, TIGHTEST = 0.09, 0.1, -0.08  # em
BLANKS, DOUBLED, APOSTROPHE = " \u00a0", "—…", "’"
OBJECT = "\ufffc"  # stands for a box that is not text

_stock_text_align = inline.text_align
_stock_reactivate = line_break.Layout.reactivate


@dataclass
class Gap:
    """The gap after the `index`th character of a text box: whether it may grow, and its own width in pixels."""

    box: Any
    index: int
    is_elastic: bool
    width: float = 0.0


def install() -> None:
    inline.text_align = text_align
    line_break.Layout.reactivate = reactivate


def text_align(context: Any, line: Any, available_width: float, last: bool) -> float:
    if not _is_ordinary(line.style):
        return float(_stock_text_align(context, line, available_width, last))
    size, justified = line.style["font_size"], _alignment(line.style, last) == "justify"
    gaps = list(_gaps(line, size))
    if not gaps:
        return float(_stock_text_align(context, line, available_width, last))
    room = available_width - line.width - sum(gap.width for gap in gaps)
    _widen(line, gaps, _growth(room, gaps, size, justified))
    return 0 if justified else float(_stock_text_align(context, line, available_width, last))


def _is_ordinary(style: Any) -> bool:
    return (
        style["direction"] == "ltr"
        and style["white_space"] in ("normal", "nowrap", "pre-line")
        and style["letter_spacing"] in ("normal", 0)
    )


def _alignment(style: Any, last: bool) -> str:
    if last and style["text_align_last"] != "auto":
        return str(style["text_align_last"])
    return str(style["text_align_all"])


def _growth(room: float, gaps: list[Gap], size: float, justified: bool) -> float | None:
    """The pixels to add to each elastic gap. None: the line is too full even for its Latin gaps."""
    elastic = sum(gap.is_elastic for gap in gaps)
    if not elastic or (room >= 0 and not justified):
        return 0.0
    share = room / elastic
    if share < TIGHTEST * size:
        return None
    return 0.0 if share > LOOSEST * size else share


def _gaps(line: Any, size: float) -> Iterator[Gap]:
    characters = list(_characters(line))
    while characters and characters[-1][2] == " ":
        characters.pop()
    for (box, index, this), (_, _, following) in pairwise(characters):
        if box is None or (this == following and this in DOUBLED) or _is_within_word(this, following):
            continue
        if this in BLANKS:
            yield Gap(box, index, is_elastic=True)
        elif is_cjk(this) or is_cjk(following):
            meet = _meet(this, following)
            yield Gap(box, index, is_elastic=not meet, width=GAP * size if meet else 0.0)


def _is_within_word(this: str, following: str) -> bool:
    """In Crohn’s, the closing quotation mark is an apostrophe, because it follows a Latin letter."""
    return APOSTROPHE in (this, following) and (this + following).replace(APOSTROPHE, "").isascii()


def _meet(this: str, following: str) -> bool:
    return bool((is_han(this) and is_latin(following)) or (is_latin(this) and is_han(following)))


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


def _widen(line: Any, gaps: list[Gap], growth: float | None) -> None:
    if growth is None:
        return
    extra: dict[int, dict[int, float]] = {}
    for gap in gaps:
        if width := gap.width + growth * gap.is_elastic:
            extra.setdefault(id(gap.box), {})[gap.index] = width
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
