"""Table rows between two pages.

A row of which a page has no room for a few lines goes to the next page as a whole: stock WeasyPrint leaves such a cell
empty, its lines go to the next page, its neighbours stay behind. Where a long row is parted, the part on the next page
repeats its number and its title with （续）, and a rule closes the table at the foot of each page.
"""

from typing import Any

from weasyprint import draw
from weasyprint.draw.border import draw_line
from weasyprint.draw.color import get_color
from weasyprint.formatting_structure.boxes import LineBox, TableCellBox, TextBox
from weasyprint.layout import block

from issues.exporting.pdf.tagging.artifacts import PAGINATION

CONTINUED = "（续）"
CLOSING_RULE = 0.8  # points
POINT = 4 / 3  # pixels

_stock_layout = block.block_container_layout
_stock_table_layout = block.table_layout
_stock_borders = draw.draw_collapsed_borders


def install() -> None:
    block.block_container_layout = lay_out
    block.table_layout = lay_out_table
    draw.draw_collapsed_borders = draw_borders


def lay_out(context: Any, box: Any, bottom_space: Any, skip_stack: Any, *rest: Any, **options: Any) -> Any:
    """A row asks whether its cells avoid a break after laying them out; the answer holds for this attempt.

    The stylesheet must leave break-inside of cells alone. A cell without children is a refused one's stand-in.
    """
    if not isinstance(box, TableCellBox) or not box.children:
        return _stock_layout(context, box, bottom_space, skip_stack, *rest, **options)
    if (heading := _continued(box, skip_stack)) is not None:
        return _stock_layout(context, heading, bottom_space, None, *rest, **options)
    box.style["break_inside"] = "auto"
    result = _stock_layout(context, box, bottom_space, skip_stack, *rest, **options)
    if result[0] is None and skip_stack is None:
        box.style["break_inside"] = "avoid"
    return result


def _continued(cell: Any, skip_stack: Any) -> Any | None:
    """The heading of a row as the next page repeats it: its first lines, then （续）, then those of its blocks that are left.

    None for another cell, and for one of which a block itself is parted. What is repeated is no content: the row was
    announced where it begins.
    """
    classes = (cell.element.get("class") or "").split() if cell.element is not None else []
    if (cell.element_tag != "th" and "no" not in classes) or not skip_stack:
        return None
    ((done, within),) = skip_stack.items()
    if within is not None or not done:
        return None
    first = cell.children[0].deepcopy()
    if cell.element_tag == "th" and (last := _last_text(first)) is not None:
        last.text += CONTINUED
    for box in [first, *first.descendants()]:
        box.artifact = PAGINATION
    return cell.copy_with_children([first, *cell.children[done:]])


def _last_text(box: Any) -> Any | None:
    line = box if isinstance(box, LineBox) else next(iter(getattr(box, "children", ())), None)
    texts = [child for child in line.descendants() if isinstance(child, TextBox)] if line is not None else []
    return texts[-1] if texts else None


def lay_out_table(context: Any, table: Any, *rest: Any, **options: Any) -> Any:
    result = _stock_table_layout(context, table, *rest, **options)
    if result[0] is not None:
        result[0].is_continued = result[1] is not None
    return result


def draw_borders(stream: Any, table: Any) -> None:
    _stock_borders(stream, table)
    if getattr(table, "is_continued", False) and table.children:
        rows = [row for group in table.children for row in group.children]
        left, bottom = rows[-1].position_x, rows[-1].position_y + rows[-1].height
        color = get_color(table.style, "border_bottom_color")
        with stream.artifact(), stream.stacked():
            draw_line(
                stream, left, bottom, left + rows[-1].width, bottom, CLOSING_RULE * POINT, "solid", color
            )
