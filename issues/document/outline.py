"""Numbers the sections, parts and entries of a Document, once for the web page, the PDF and every other form.

Empty sections and parts are left out, so that numbers have no gaps; the guide is derived from the rest.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from issues import richtext
from issues.document import Document, Entry, Part, Section
from issues.document.facts import Fact
from issues.document.kinds import entry_kind, section_kind
from issues.document.printed_order import in_printed_order

NUMERALS = "〇一二三四五六七八九"


@dataclass(frozen=True, slots=True)
class OutlineEntry:
    """`position` is the editor's order in the section or part, from 1; `number` the printed number;
    `label` is printed before the title: "1." or "".

    `unstated_facts` are the facts that neither heading nor text states.
    """

    entry: Entry
    number: int
    label: str
    anchor: str
    unstated_facts: tuple[Fact, ...]
    position: int = 0


@dataclass(frozen=True, slots=True)
class Run:
    """Consecutive entries of one kind: articles one by one, abstracts or links as one table.

    `level` is the heading level of the entries: 3, or 4 below a sub-heading. Entries are in printed order.
    """

    kind: str
    template: str
    level: int
    entries: tuple[OutlineEntry, ...]


@dataclass(frozen=True, slots=True)
class OutlinePart:
    """A sub-heading; `label` is （一） and so on, "" for entries directly below the section heading."""

    label: str
    title: str
    intro: str
    anchor: str
    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class OutlineSection:
    label: str
    title: str
    intro: str
    anchor: str
    parts: tuple[OutlinePart, ...]
    guide: tuple["GuideLine", ...]


@dataclass(frozen=True, slots=True)
class GuideLine:
    heading: str
    anchor: str


def outline(document: Document) -> list[OutlineSection]:
    shown = [section for section in document.sections if not section.is_empty]
    return [_section(section, number, document.date.year) for number, section in enumerate(shown, 1)]


def guide(document: Document) -> list[dict[str, object]]:
    """The guide in its interchange form."""
    return [
        {"section": section.title, "headings": [line.heading for line in section.guide]}
        for section in outline(document)
    ]


def numeral(number: int) -> str:
    """1 to 9999 in Chinese: 一, 十, 十一, 二十, 一百零五, 一百一十; beyond that in digits."""
    if number > 9999:
        return str(number)
    written, was_zero = "", False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        if digit := number // unit % 10:
            written += ("零" if was_zero and written else "") + NUMERALS[digit] + name
        was_zero = not digit
    return written.removeprefix("一") if 10 <= number < 20 else written


def _section(section: Section, number: int, year: int) -> OutlineSection:
    anchor = f"s{number}"
    parts = tuple(_parts(section, anchor, year))
    return OutlineSection(
        label=f"{numeral(number)}、",
        title=section.title,
        intro=section.intro or "",
        anchor=anchor,
        parts=parts,
        guide=tuple(_guide_lines(section, anchor, parts)),
    )


def _parts(section: Section, anchor: str, year: int) -> Iterator[OutlinePart]:
    if section.entries:
        yield OutlinePart("", "", "", anchor, _runs(section, anchor, level=3, year=year))
    shown: list[Part] = [part for part in section.parts if part.entries]
    for number, part in enumerate(shown, 1):
        here = f"{anchor}p{number}"
        runs = _runs(part, here, level=4, year=year)
        yield OutlinePart(f"（{numeral(number)}）", part.title, part.intro or "", here, runs)


def _runs(group: Section | Part, anchor: str, *, level: int, year: int) -> tuple[Run, ...]:
    printed = in_printed_order(
        group.entries,
        kind=lambda entry: entry.kind,
        name=lambda entry: getattr(entry, entry_kind(entry.kind).grouped_by),
    )
    items = [
        OutlineEntry(
            entry=each.item,
            number=each.number,
            label=each.label,
            anchor=f"{anchor}a{each.position}",
            unstated_facts=_unstated(each.item, group.title, year),
            position=each.position,
        )
        for each in printed
    ]
    runs = groupby(items, key=lambda item: item.entry.kind)
    return tuple(Run(kind, entry_kind(kind).template, level, tuple(run)) for kind, run in runs)


def _unstated(entry: Entry, above: str, year: int) -> tuple[Fact, ...]:
    """`above` is the heading of the section or part that contains the entry."""
    texts = (
        above,
        entry.heading,
        richtext.plain_text(getattr(entry, "body_html", "")),
        getattr(entry, "text", ""),
    )
    text = "\n".join(texts)
    return tuple(fact for fact in entry.facts if not fact.is_stated_in(text, year=year))


def _guide_lines(section: Section, anchor: str, parts: Iterable[OutlinePart]) -> Iterator[GuideLine]:
    if heading := section_kind(section.kind).guide_heading:
        yield GuideLine(heading, anchor)
        return
    for part in parts:
        if part.title:
            yield GuideLine(part.title, part.anchor)
            continue
        for run in part.runs:
            yield from (GuideLine(i.entry.heading, i.anchor) for i in run.entries if i.entry.heading)
