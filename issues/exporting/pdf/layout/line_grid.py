"""All lines of the body text on one grid, so that facing pages align and a full page is full.

Stock WeasyPrint makes a line higher when one of its fonts sits higher or lower than the block's own, and what follows a
table begins wherever the table ends. Here a line is as high as its `line-height`, its baseline that of the body text,
and a block of a section or an article ends on the grid of the root element's lines, which begins at the top of the page.
"""

import math
from dataclasses import dataclass
from typing import Any

from weasyprint.layout import block, inline, page
from weasyprint.text.line_break import strut

PARENTS = {"section", "article"}
LEAVES = {"p", "h2", "h3", "h4", "ul", "ol", "table", "div"}
TALLEST = 1.5
"""A line that is so many times as high as its `line-height` holds something other than text."""
TOLERANCE = 0.05  # pixels

_stock_block = block.block_level_layout
_stock_verticality = inline.line_box_verticality


@dataclass
class Grid:
    """In pixels: where the first line of the page begins, the height of a line, and its baseline below its top."""

    top: float = 0.0
    line: float = 0.0
    baseline: float = 0.0

    def remainder(self, bottom: float) -> float:
        """From `bottom` down to the next line of the grid."""
        lines = (bottom - self.top) / self.line
        return max(0.0, (math.ceil(lines - TOLERANCE / self.line) - lines) * self.line)


grid = Grid()
"""Of the document that is laid out now: the worker lays out one at a time."""


def install() -> None:
    block.block_level_layout = page.block_level_layout = block_level_layout
    inline.line_box_verticality = line_box_verticality


def block_level_layout(
    context: Any,
    box: Any,
    bottom_space: float,
    skip_stack: Any,
    containing_block: Any,
    *rest: Any,
    **options: Any,
) -> Any:
    if box.element_tag == "html":
        grid.top, (grid.line, grid.baseline) = box.position_y, strut(box.style)
    result = _stock_block(context, box, bottom_space, skip_stack, containing_block, *rest, **options)
    new_box, resume_at = result[0], result[1]
    if new_box is not None and resume_at is None and _is_leaf(box, containing_block):
        _end_on_grid(new_box)
    return result


def _is_leaf(box: Any, parent: Any) -> bool:
    return (
        box.element_tag in LEAVES
        and getattr(parent, "element_tag", "") in PARENTS
        and box.is_in_normal_flow()
    )


def _end_on_grid(box: Any) -> None:
    """The block's lower margin grows: it is what collapses with the margin of the next block."""
    bottom = box.border_box_y() + box.border_height() + box.margin_bottom
    box.margin_bottom += grid.remainder(bottom)


def line_box_verticality(line: Any) -> tuple[float, float]:
    bottom, top = _stock_verticality(line)
    height, baseline = strut(line.style)
    if not height or bottom - top > TALLEST * height:
        return bottom, top
    if abs(height - grid.line) < TOLERANCE:
        baseline = grid.baseline
    return height - baseline, -baseline
