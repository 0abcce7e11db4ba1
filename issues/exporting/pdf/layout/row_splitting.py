"""A table row of which a page has no room for a few lines goes to the next page as a whole.

Stock WeasyPrint leaves such a cell empty: its lines go to the next page, its neighbours stay behind.
"""

from typing import Any

from weasyprint.formatting_structure.boxes import TableCellBox
from weasyprint.layout import block

_stock_layout = block.block_container_layout


def install() -> None:
    block.block_container_layout = lay_out


def lay_out(context: Any, box: Any, bottom_space: Any, skip_stack: Any, *rest: Any, **options: Any) -> Any:
    """A row asks whether its cells avoid a break after laying them out; the answer holds for this attempt.

    The stylesheet must leave break-inside of cells alone. A cell without children is a refused one's stand-in.
    """
    if not isinstance(box, TableCellBox) or not box.children:
        return _stock_layout(context, box, bottom_space, skip_stack, *rest, **options)
    box.style["break_inside"] = "auto"
    result = _stock_layout(context, box, bottom_space, skip_stack, *rest, **options)
    if result[0] is None and skip_stack is None:
        box.style["break_inside"] = "avoid"
    return result
