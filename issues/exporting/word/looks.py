"""How each style of the Word file looks: that of print.css."""

from dataclasses import dataclass, replace

from issues.document import word_form as form

SONG, HEI, KAI, FANGSONG, BIAOSONG = "宋体", "黑体", "楷体", "仿宋", "方正小标宋简体"
RED, DEEP_RED, GREY, BLACK, INK = "C8161D", "9B1C20", "595959", "000000", "1A1A1A"
MAX_LIST_DEPTH = 7
EM, GRID_LINE = 14.0, 25.5
"""The grid of print: size of the text and height of its lines."""
LIST_INDENT, CELL_LIST_INDENT, LIST_STEP, CELL_LIST_STEP = 2 * EM, 0.0, 1.4 * EM, 1.4 * 10.5


@dataclass(frozen=True, kw_only=True)
class Look:
    """A style; lengths in points, `line` the exact height of a line, `before` and `after` the space around.

    `outline` is a level of the navigation pane, 0 the highest; `first` an indent in characters, `hanging` in points;
    `borders` are (side, size in eighths of a point, space in points, colour[, kind]).
    """

    kind: str = "paragraph"
    base: str = ""
    next: str = ""
    font: str = ""
    size: float = 0
    bold: bool = False
    colour: str = ""
    spacing: float = 0
    line: float = 0
    before: float = 0
    after: float = 0
    align: str = ""
    first: int | None = None
    left: float | None = None
    hanging: float = 0
    keeps_with_next: bool = False
    keeps_lines_together: bool = False
    outline: int | None = None
    numbered: tuple[int, int] | None = None
    borders: tuple[tuple[str, int, int, str, str], ...] = ()


_cell = Look(base="Normal", size=10.5, font=SONG, line=16.5, align="both")
_title = Look(
    font=HEI,
    size=15,
    bold=True,
    colour=BLACK,
    line=25.5,
    before=6,
    after=2,
    align="left",
    keeps_with_next=True,
)
_title = replace(_title, left=2 * EM, hanging=1.1 * 15, next=form.BODY)
_imprint = Look(base="Normal", font=KAI, size=13, line=20, align="left")
_listed = Look(base=form.BODY, first=0)

LOOKS = {
    form.MASTHEAD: Look(
        base="Normal", font=BIAOSONG, size=66, colour=RED, spacing=16, line=84, align="center", next="期次"
    ),
    form.NUMBER_LINE: Look(
        base="Normal", font=KAI, size=16, bold=True, line=26, before=3, after=12, align="center"
    ),
    form.PUBLISHER: _imprint,
    form.IMPRINT: replace(_imprint, align="right"),
    form.GUIDE_TITLE: Look(
        base="Normal",
        font=HEI,
        size=19,
        bold=True,
        colour=RED,
        spacing=11,
        line=30,
        before=18,
        after=8,
        align="center",
        keeps_with_next=True,
    ),
    form.GUIDE_SECTION: Look(
        base="Normal",
        font=HEI,
        size=13.5,
        bold=True,
        colour=DEEP_RED,
        line=23,
        before=6,
        align="left",
        keeps_with_next=True,
    ),
    form.GUIDE_LINE: Look(base="Normal", font=SONG, size=11.8, line=19, align="left", left=1.6 * 11.8),
    form.SECTION: Look(
        base="heading 1",
        next=form.BODY,
        numbered=(1, 0),
        borders=(("left", 40, 5, RED, "single"), ("bottom", 6, 3, RED, "single")),
    ),
    form.PART: Look(base="heading 2", next=form.BODY, numbered=(1, 1)),
    form.ENTRY: replace(_title, base="heading 2"),
    form.PART_ENTRY: replace(_title, base="heading 3", size=14.5),
    form.INTRO: Look(base=form.BODY, line=25.5, after=4, keeps_with_next=True),
    form.FACTS: Look(base=form.BODY),
    form.BODY: Look(base="Normal", first=2),
    form.NOTICE: Look(base=form.BODY),
    form.ANNEX: Look(
        base="Normal",
        font=KAI,
        size=12.5,
        line=21,
        align="left",
        left=2 * EM + 10,
        borders=(("left", 16, 8, "E3B5B7", "single"),),
    ),
    form.ORDERED: _listed,
    form.UNORDERED: _listed,
    **{
        form.at_depth(form.CONTINUED, depth): replace(_listed, left=LIST_INDENT + depth * LIST_STEP)
        for depth in range(1, MAX_LIST_DEPTH + 1)
    },
    form.CELL: _cell,
    form.HEAD_CELL: replace(_cell, font=HEI, colour="222222", align="left"),
    form.COLUMN_HEAD: replace(
        _cell, font=HEI, colour="8A1519", align="center", line=16, keeps_with_next=True
    ),
    form.CELL_ORDERED: replace(_cell, base=form.CELL),
    form.CELL_UNORDERED: replace(_cell, base=form.CELL),
    **{
        form.at_depth(form.CELL_CONTINUED, depth): replace(
            _cell, base=form.CELL, left=CELL_LIST_INDENT + depth * CELL_LIST_STEP
        )
        for depth in range(1, MAX_LIST_DEPTH + 1)
    },
    form.COUNT: replace(_cell, align="center"),
    form.GAP: Look(base="Normal", size=4, line=6),
    form.COLOPHON: Look(
        base="Normal",
        font=KAI,
        size=13,
        line=20,
        before=16,
        align="left",
        left=13,
        keeps_lines_together=True,
        borders=(("top", 10, 4, INK, "single"), ("bottom", 10, 4, INK, "single")),
    ),
    form.COVER_NOTE: Look(base="Normal", font=HEI, size=12, line=18, align="left", next=form.MASTHEAD),
    form.ISSUED: Look(base="Normal", font=SONG, size=12, line=19, align="left", left=13),
    form.HEADER: Look(
        base="Normal",
        font=SONG,
        size=9.5,
        line=12,
        colour=DEEP_RED,
        align="left",
        borders=(("bottom", 5, 5, RED, "single"),),
    ),
    form.FOOTER: Look(base="Normal", font=SONG, size=14, line=16),
    **{
        name: Look(kind="character")
        for name in (
            *(form.NUMBER, form.DATE, form.CONTACT_NAME, form.CONTACT_PHONE, form.EDITOR, form.REVIEWER),
            *(form.PERMIT, form.ANNEX_TITLE, form.LABEL),
        )
    },
    form.SMALL: Look(kind="character", size=11, colour=GREY),
    form.BULLET: Look(kind="character", size=9),
    form.PAGE: Look(kind="character", size=11, colour=GREY),
    form.RUNNING: Look(kind="character", colour=GREY),
    form.DRAFT: Look(kind="character", font=HEI, size=10.5, colour="B3474B"),
    form.EMPHASIS: Look(kind="character", font=KAI),
    form.SOURCE: Look(kind="character", font=KAI, colour="555555"),
    form.SOURCE_ADDRESS: Look(kind="character", font=KAI, colour="555555"),
    form.SOURCE_LABEL: Look(kind="character", font=KAI, colour="555555"),
    form.IMPRINT_TABLE: Look(kind="table"),
    form.LAID_TABLE: Look(kind="table"),
    **{form.at_depth(form.BODY_TABLE, d): Look(kind="table") for d in range(MAX_LIST_DEPTH + 1)},
    form.ANNEX_LABEL: Look(base="Normal", font=HEI, line=25.5, align="left", keeps_with_next=True),
    form.ANNEX_HEADING: Look(
        base="Normal",
        font=BIAOSONG,
        size=18,
        colour=RED,
        line=27,
        after=8,
        align="center",
        keeps_with_next=True,
        outline=0,
    ),
    form.ANNEX_CELL: replace(_cell, size=9.5, align="left"),
    form.ANNEX_NAME: replace(_cell, font=HEI, colour="222222", align="left"),
    form.ANNEX_DETAIL: replace(_cell, size=8.8, line=13.5, colour=GREY, align="left"),
    form.ANNEX_TABLE: Look(kind="table"),
}
CELL_LOOKS = {
    "单元格": _cell,
    "行首单元格": replace(_cell, font=HEI, colour="222222", align="left"),
    "小字单元格": replace(_cell, size=8.8, line=13.5, colour=GREY, align="left"),
    "居中单元格": replace(_cell, align="center"),
    "日期单元格": replace(_cell, size=8.8, align="center"),
    "网址单元格": replace(_cell, size=8.5, line=13, colour="1F4E79", align="left"),
}
BUILT_IN = {
    "Normal": Look(font=FANGSONG, size=EM, colour=INK, line=25.5, align="both"),
    "heading 1": Look(
        base="Normal",
        font=HEI,
        size=18,
        bold=True,
        colour=RED,
        line=27,
        before=12,
        after=4,
        align="left",
        keeps_with_next=True,
        outline=0,
    ),
    "heading 2": Look(
        base="Normal",
        font=HEI,
        size=16,
        bold=True,
        colour=DEEP_RED,
        line=25.5,
        before=4,
        after=4,
        align="left",
        left=8,
        keeps_with_next=True,
        outline=1,
    ),
    "heading 3": replace(_title, base="Normal", outline=2),
}
