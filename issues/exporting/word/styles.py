"""The styles of the Word file: those of `issues.word_form` with the look of print.css."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from issues import word_form as form
from issues.exporting.word.xml import Element, points, w
from issues.sections import entry_kinds
from issues.word_form import Rows

SONG, HEI, KAI, FANGSONG, BIAOSONG = "宋体", "黑体", "楷体", "仿宋", "方正小标宋简体"
RED, DEEP_RED, GREY, BLACK, INK = "C8161D", "9B1C20", "595959", "000000", "1A1A1A"
MAX_LIST_DEPTH = 7
EM = 14.0
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
    keeps_next: bool = False
    keeps_whole: bool = False
    outline: int | None = None
    numbered: tuple[int, int] | None = None
    borders: tuple[tuple[str, int, int, str, str], ...] = ()


_cell = Look(base="Normal", size=10.5, font=SONG, line=16.5, align="both")
_title = Look(
    font=HEI, size=15, bold=True, colour=BLACK, line=25.5, before=6, after=2, align="left", keeps_next=True
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
        keeps_next=True,
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
        keeps_next=True,
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
    form.INTRO: Look(base=form.BODY, line=25.5, after=4, keeps_next=True),
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
    form.COLUMN_HEAD: replace(_cell, font=HEI, colour="8A1519", align="center", line=16, keeps_next=True),
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
        keeps_whole=True,
        borders=(("top", 10, 4, INK, "single"), ("bottom", 10, 4, INK, "single")),
    ),
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
            *(form.ANNEX_TITLE, form.LABEL),
        )
    },
    form.SMALL: Look(kind="character", size=11, colour=GREY),
    form.BULLET: Look(kind="character", size=9),
    form.RUNNING: Look(kind="character", colour=GREY),
    form.DRAFT: Look(kind="character", font=HEI, size=10.5, colour="B3474B"),
    form.EMPHASIS: Look(kind="character", font=KAI),
    form.SOURCE: Look(kind="character", font=KAI, colour="555555"),
    form.SOURCE_ADDRESS: Look(kind="character", font=KAI, colour="555555"),
    form.SOURCE_LABEL: Look(kind="character", font=KAI, colour="555555"),
    form.IMPRINT_TABLE: Look(kind="table"),
    form.LAID_TABLE: Look(kind="table"),
    **{form.at_depth(form.BODY_TABLE, d): Look(kind="table") for d in range(MAX_LIST_DEPTH + 1)},
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
        keeps_next=True,
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
        keeps_next=True,
        outline=1,
    ),
    "heading 3": replace(_title, base="Normal", outline=2),
}


@cache
def looks() -> dict[str, Look]:
    """Every style by its name in Word: the built-in ones, ours, and those that the kinds of entry bring along."""
    ours = {form.styled(name): look for name, look in (LOOKS | dict(_of_kinds())).items()}
    return {name: _resolved(look) for name, look in (BUILT_IN | ours).items()}


@cache
def style_id(name: str) -> str:
    """The id of one of our styles; letters and figures alone, as Word gives them."""
    return _id(form.styled(name))


def style_elements() -> Iterator[Element]:
    for name, look in looks().items():
        properties = {"default": "1"} if name == "Normal" else {}
        is_ours = name not in BUILT_IN
        yield w(
            "style",
            w("name", val=name),
            w("basedOn", val=_id(look.base)) if look.base else None,
            w("next", val=_id(look.next)) if look.next else None,
            w("qFormat") if look.kind == "paragraph" else None,
            *_properties(look),
            **{"type": look.kind, "styleId": _id(name)}
            | properties
            | ({"customStyle": "1"} if is_ours else {}),
        )


def _id(name: str) -> str:
    return "".join(name.title().split()) if name in BUILT_IN else f"Digest{list(looks()).index(name):02}"


def _resolved(look: Look) -> Look:
    base, following = (
        form.styled(name) if name and name not in BUILT_IN else name for name in (look.base, look.next)
    )
    return replace(look, base=base, next=following)


def _of_kinds() -> Iterator[tuple[str, Look]]:
    for kind in entry_kinds():
        layout = kind.word
        if not isinstance(layout, Rows):
            yield from ((fact.label, Look(kind="character")) for fact in layout.facts)
            continue
        for field in layout.fields():
            yield field.style, CELL_LOOKS[field.look]
            if field.member:
                yield field.member, Look(kind="character")


def _properties(look: Look) -> Iterator[Element]:
    if look.kind == "paragraph":
        yield w("pPr", *_of_paragraph(look))
    if look.kind == "table":
        yield w("tblPr", w("tblInd", w=0, type="dxa"), _cell_margins())
    else:
        yield w("rPr", *_of_run(look))


def _cell_margins() -> Element:
    sides = {"top": 60, "left": 80, "bottom": 60, "right": 80}
    return w("tblCellMar", *(w(side, w=width, type="dxa") for side, width in sides.items()))


def _of_paragraph(look: Look) -> Iterator[Element | None]:
    yield w("keepNext") if look.keeps_next else None
    yield w("keepLines") if look.keeps_next or look.keeps_whole else None
    if look.numbered:
        number, level = look.numbered
        yield w("numPr", w("ilvl", val=level), w("numId", val=number))
    if look.borders:
        yield w("pBdr", *(_border(*border) for border in look.borders))
    if not look.base:
        yield from (w("autoSpaceDE", val=0), w("autoSpaceDN", val=0))
    yield _spacing(look)
    yield _indent(look)
    yield w("jc", val=look.align) if look.align else None
    yield w("outlineLvl", val=look.outline) if look.outline is not None else None


def _border(side: str, size: int, space: int, colour: str, kind: str) -> Element:
    return w(side, val=kind, sz=size, space=space, color=colour)


def _spacing(look: Look) -> Element | None:
    if not look.line:
        return None
    around = {"before": points(look.before), "after": points(look.after)}
    return w("spacing", **around, line=points(look.line), lineRule="exact")


def _indent(look: Look) -> Element | None:
    if look.first is None and look.left is None:
        return None
    said: dict[str, object] = {}
    if look.left is not None:
        said["left"] = points(look.left)
    if look.hanging:
        said["hanging"] = points(look.hanging)
    elif look.first is not None:
        said |= {"firstLineChars": look.first * 100, "firstLine": points(look.first * EM)}
    return w("ind", **said)


def _of_run(look: Look) -> Iterator[Element | None]:
    if look.font:
        yield fonts(look.font)
    if look.bold:
        yield from (w("b"), w("bCs"))
    yield w("color", val=look.colour) if look.colour else None
    yield w("spacing", val=points(look.spacing)) if look.spacing else None
    if look.size:
        half_points = round(look.size * 2)
        yield from (w("sz", val=half_points), w("szCs", val=half_points))


def fonts(chinese: str) -> Element:
    """Chinese in this family, letters and figures in Times New Roman, as in the PDF."""
    western = {"ascii": "Times New Roman", "hAnsi": "Times New Roman", "cs": "Times New Roman"}
    return w("rFonts", **western, eastAsia=chinese)
