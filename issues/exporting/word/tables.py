"""Tables of Word: properties, rows and cells in the order that the schema asks for."""

from collections.abc import Iterable

from issues.document import word_form as form
from issues.exporting.word import looks
from issues.exporting.word.styles import style_id
from issues.exporting.word.xml import Element, W, paragraph, w

RULE, PALE = "D9C4C4", "FBECEC"
WHOLE_CELL = 200
"""A row whose longest cell has no more characters than this is not broken across pages, as in print."""
COVERED = "continue"


def table(name: str, columns: list[int], rows: Iterable[Element], *, indent: int = 0, lines: bool) -> Element:
    """`columns` are widths in twips; `lines`: between columns too."""
    return w(
        "tbl",
        w(
            "tblPr",
            w("tblStyle", val=style_id(name)),
            w("tblW", w=sum(columns), type="dxa"),
            w("tblInd", w=indent, type="dxa"),
            _borders(lines=lines),
            w("tblLayout", type="fixed"),
            w("tblLook", val="0000"),
        ),
        w("tblGrid", *(w("gridCol", w=width) for width in columns)),
        *rows,
    )


def row(cells: Iterable[Element], *, is_heading: bool = False) -> Element:
    """A heading row is repeated on every page; a short one is not broken."""
    held = list(cells)
    length = max((sum(len(text.text) for text in cell.iter(f"{W}t")) for cell in held), default=0)
    is_whole = is_heading or length <= WHOLE_CELL
    heading = w("tblHeader") if is_heading else None
    return w("tr", w("trPr", w("cantSplit"), heading) if is_whole else None, *held)


def keep_with_next(row: Element) -> None:
    """Keeps the row on one page with the row below it."""
    for element in row.iter(f"{W}p"):
        element.find(f"{W}pPr/{W}pStyle").addnext(w("keepNext"))


def cell(
    content: Iterable[Element],
    width: int,
    *,
    colspan: int = 1,
    merge: str = "",
    is_heading: bool = False,
    at_foot: bool = False,
    is_narrow: bool = False,
) -> Element:
    """`merge`: restart or `COVERED`. `at_foot`: what it holds stands there. `is_narrow`: it has next to no margins."""
    return w(
        "tc",
        w(
            "tcPr",
            w("tcW", w=width, type="dxa"),
            w("gridSpan", val=colspan) if colspan > 1 else None,
            w("vMerge", val=merge) if merge else None,
            w("tcBorders", _line("bottom", 6, looks.RED)) if is_heading else None,
            w("shd", val="clear", color="auto", fill=PALE) if is_heading else None,
            _narrow() if is_narrow or is_heading else None,
            w("vAlign", val="bottom") if at_foot else None,
        ),
        *_ended(list(content)),
    )


def _ended(content: list[Element]) -> list[Element]:
    """A cell ends with a paragraph: Word opens no other."""
    if not content or content[-1].tag.endswith("}tbl"):
        content.append(paragraph(style_id(form.GAP)))
    return content


def shared(width: int, count: int) -> list[int]:
    """`width` in so many columns that differ by no more than one."""
    return [width * (number + 1) // count - width * number // count for number in range(count)]


def _narrow() -> Element:
    return w("tcMar", w("left", w=20, type="dxa"), w("right", w=20, type="dxa"))


def _borders(*, lines: bool) -> Element:
    strong, weak = (11, looks.RED), (4, RULE)
    sides = [("top", *strong)]
    sides += [("left", *weak)] if lines else []
    sides += [("bottom", *strong)]
    sides += [("right", *weak)] if lines else []
    sides += [("insideH", *weak)]
    sides += [("insideV", *weak)] if lines else []
    return w("tblBorders", *(_line(*side) for side in sides))


def _line(side: str, size: int, colour: str) -> Element:
    return w(side, val="single", sz=size, space=0, color=colour)
