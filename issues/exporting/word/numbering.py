"""Word's automatic numbering: one definition for each purpose, one instance for each list that starts a new count."""

from collections.abc import Callable, Iterable
from enum import Enum

from issues.document import word_form as form
from issues.exporting.word import looks, styles
from issues.exporting.word.xml import Element, points, w

MAX_LEVELS = 9


class Purpose(Enum):
    """The values are the ids of the definitions."""

    HEADINGS = 0
    ENTRIES = 1
    ROWS = 2
    LIST = 3
    BULLETS = 4
    CELL_LIST = 5
    CELL_BULLETS = 6


LIST_PURPOSES = {
    form.ORDERED: Purpose.LIST,
    form.UNORDERED: Purpose.BULLETS,
    form.CELL_ORDERED: Purpose.CELL_LIST,
    form.CELL_UNORDERED: Purpose.CELL_BULLETS,
}


class Numbering:
    """Instance 1 is that of the headings, which their styles name; further ones as they are asked for."""

    def __init__(self) -> None:
        self._instances: list[tuple[Purpose, int, int]] = [(Purpose.HEADINGS, 0, 1)]

    def instance(self, purpose: Purpose, *, level: int = 0, start: int = 1) -> int:
        self._instances.append((purpose, level, start))
        return len(self._instances)

    def elements(self) -> Iterable[Element]:
        yield from (_definition(purpose) for purpose in Purpose)
        for number, (purpose, level, start) in enumerate(self._instances, 1):
            restart = w("lvlOverride", w("startOverride", val=start), ilvl=level) if number > 1 else None
            yield w("num", w("abstractNumId", val=purpose.value), restart, numId=number)


def numbered(number: int, level: int = 0) -> Element:
    return w("numPr", w("ilvl", val=level), w("numId", val=number))


def _definition(purpose: Purpose) -> Element:
    kind = "hybridMultilevel" if purpose in (Purpose.ENTRIES, Purpose.ROWS) else "multilevel"
    levels = _LEVELS[purpose]()
    return w("abstractNum", w("multiLevelType", val=kind), *levels, abstractNumId=purpose.value)


def _headings() -> list[Element]:
    marks = (("%1、", form.SECTION), ("（%2）", form.PART))
    return [
        _level(number, "chineseCountingThousand", text, style=style)
        for number, (text, style) in enumerate(marks)
    ]


def _level(
    number: int,
    counting: str,
    text: str,
    *,
    style: str = "",
    suffix: str = "nothing",
    indent: Element | None = None,
) -> Element:
    return w(
        "lvl",
        w("start", val=1),
        w("numFmt", val=counting),
        w("pStyle", val=styles.style_id(style)) if style else None,
        w("suff", val=suffix),
        w("lvlText", val=text),
        w("lvlJc", val="left"),
        w("pPr", indent) if indent is not None else None,
        ilvl=number,
    )


def _entries() -> list[Element]:
    look = looks.LOOKS[form.ENTRY]
    indent = w("ind", left=points(look.left or 0), hanging=points(look.hanging))
    return [_level(0, "decimal", "%1.", indent=indent)]


def _rows() -> list[Element]:
    return [_level(0, "decimal", "%1")]


def _listed(purpose: Purpose) -> Callable[[], list[Element]]:
    is_ordered = purpose in (Purpose.LIST, Purpose.CELL_LIST)
    in_cell = purpose in (Purpose.CELL_LIST, Purpose.CELL_BULLETS)
    base, step = (
        (looks.CELL_LIST_INDENT, looks.CELL_LIST_STEP) if in_cell else (looks.LIST_INDENT, looks.LIST_STEP)
    )

    def levels() -> list[Element]:
        return [
            _level(
                number,
                "decimal" if is_ordered else "bullet",
                f"%{number + 1}." if is_ordered else "•",
                suffix="tab",
                indent=w("ind", left=points(base + (number + 1) * step), hanging=points(step)),
            )
            for number in range(MAX_LEVELS)
        ]

    return levels


_LEVELS: dict[Purpose, Callable[[], list[Element]]] = {
    Purpose.HEADINGS: _headings,
    Purpose.ENTRIES: _entries,
    Purpose.ROWS: _rows,
} | {purpose: _listed(purpose) for purpose in LIST_PURPOSES.values()}
