"""Sections and their parts, with what of them is empty and so not printed."""

from collections.abc import Iterator, Sequence

from issues.document import Document, Part, Section, as_json
from issues.document import word_form as form
from issues.document.outline import OutlinePart, OutlineSection
from issues.exporting.word.context import Context
from issues.exporting.word.entries import Labels, entries
from issues.exporting.word.styles import style_id
from issues.exporting.word.xml import Element, paragraph, run


def marks(document: Document, outline: Sequence[OutlineSection]) -> dict[str, str]:
    """The name of the bookmark for each anchor of the outline."""
    kinds = [section.kind for section in document.sections if not section.is_empty]
    names: dict[str, str] = {}
    for number, (section, kind) in enumerate(zip(outline, kinds, strict=True), 1):
        names[section.anchor] = form.section_bookmark(number, kind)
        for place, part in enumerate((part for part in section.parts if part.label), 1):
            names[part.anchor] = form.part_bookmark(number, place)
        items = (item for part in section.parts for group in part.runs for item in group.entries)
        names |= {item.anchor: form.entry_bookmark(item.entry.uid) for item in items}
    return names


def section(context: Context, item: OutlineSection, names: dict[str, str], width: int) -> Iterator[Element]:
    yield _heading(context, form.SECTION, item.title, names[item.anchor])
    yield from _intro(item.intro)
    for part in item.parts:
        yield from _part(context, part, names, width)


def _part(context: Context, item: OutlinePart, names: dict[str, str], width: int) -> Iterator[Element]:
    if item.label:
        yield _heading(context, form.PART, item.title, names[item.anchor])
        yield from _intro(item.intro)
    labels = Labels(context)
    for group in item.runs:
        yield from entries(context, group, labels, width)


def _heading(context: Context, style: str, title: str, mark: str) -> Element:
    start, end = context.mark(mark)
    return paragraph(style_id(style), start, run(title), end)


def _intro(text: str) -> Iterator[Element]:
    for line in text.split("\n") if text else ():
        yield paragraph(style_id(form.INTRO), run(line))


def carry_empty(context: Context) -> None:
    """Sections and parts without entries, each with the bookmark of the printed one that it follows ("" for none)."""
    after, number = "", 0
    for section in context.document.sections:
        if section.is_empty:
            context.carried["empty"].append({"after": after, "section": as_json(section)})
            continue
        number += 1
        after = form.section_bookmark(number, section.kind)
        _carry_empty_parts(context, section, number)


def _carry_empty_parts(context: Context, section: Section, number: int) -> None:
    here = form.section_bookmark(number, section.kind)
    after, place = "", 0
    for part in section.parts:
        if part.entries:
            place += 1
            after = form.part_bookmark(number, place)
        else:
            empty_part: Part = part
            context.carried["empty"].append({"in": here, "after": after, "part": as_json(empty_part)})
