"""The styles of the Word file, those of `issues.document.word_form` in their `looks`, as Word's XML."""

from collections.abc import Iterator
from dataclasses import fields as fields_of
from dataclasses import replace
from functools import cache

from issues.document import word_form as form
from issues.document.kinds import entry_kinds
from issues.document.word_form import Rows
from issues.exporting.word.looks import BUILT_IN, CELL_LOOKS, EM, GRID_LINE, LOOKS, Look
from issues.exporting.word.xml import Element, points, w


@cache
def looks() -> dict[str, Look]:
    """Every style by its name in Word: the built-in ones, ours, and those that the kinds of entry bring along."""
    ours = {form.styled(name): look for name, look in (LOOKS | dict(_of_kinds())).items()}
    return {name: _resolved(look) for name, look in (BUILT_IN | ours).items()}


@cache
def style_id(name: str) -> str:
    """The id of one of our styles; letters and figures alone, as Word gives them."""
    return _id(form.styled(name))


@cache
def look_of(style: str) -> Look:
    """The look of a style by its id, with what it has from the styles that it is based on."""
    name = next(name for name in looks() if _id(name) == style)
    look = looks()[name]
    if not look.base:
        return look
    above, plain = look_of(_id(look.base)), Look()
    inherited = {
        each.name: getattr(above, each.name)
        for each in fields_of(Look)
        if getattr(look, each.name) == getattr(plain, each.name)
    }
    return replace(look, **inherited)


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
    yield w("keepNext") if look.keeps_with_next else None
    yield w("keepLines") if look.keeps_with_next or look.keeps_lines_together else None
    if look.numbered:
        number, level = look.numbered
        yield w("numPr", w("ilvl", val=level), w("numId", val=number))
    if look.borders:
        yield w("pBdr", *(_border(*border) for border in look.borders))
    if not look.base:
        yield from (w("autoSpaceDE", val=0), w("autoSpaceDN", val=0))
    yield w("snapToGrid", val=0) if look.line and look.line != GRID_LINE else None
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
    attributes: dict[str, object] = {}
    if look.left is not None:
        attributes["left"] = points(look.left)
    if look.hanging:
        attributes["hanging"] = points(look.hanging)
    elif look.first is not None:
        attributes |= {"firstLineChars": look.first * 100, "firstLine": points(look.first * EM)}
    return w("ind", **attributes)


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
