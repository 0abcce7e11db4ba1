"""A Document as it is numbered and laid out: one reading of it for the web page, the PDF and every other print.

Empty sections and parts are left out, so numbers never have gaps; the guide follows from what is left.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from issues.document import Document, Entry, Part, Section
from issues.sections import entry_kind, section_kind

NUMERALS = "〇一二三四五六七八九"


@dataclass(frozen=True, slots=True)
class OutlineEntry:
    """`number` is its place in its section or part, from 1; `label` what stands before its title: "1." or ""."""

    entry: Entry
    number: int
    label: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Run:
    """Consecutive entries of one kind: articles one by one, abstracts or links as one table."""

    kind: str
    template: str
    entries: tuple[OutlineEntry, ...]


@dataclass(frozen=True, slots=True)
class OutlinePart:
    """A sub-heading; `label` is （一） and so on, "" for what stands in the section without a sub-heading."""

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
    return [_section(section, number) for number, section in enumerate(shown, 1)]


def guide(document: Document) -> list[dict[str, object]]:
    """The guide in its interchange form."""
    return [
        {"section": section.title, "headings": [line.heading for line in section.guide]}
        for section in outline(document)
    ]


def numeral(number: int) -> str:
    """1 to 99 in Chinese: 一, 十, 十一, 二十."""
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else "十" if tens == 1 else f"{NUMERALS[tens]}十"
    return head + (NUMERALS[ones] if ones else "")


def _section(section: Section, number: int) -> OutlineSection:
    anchor = f"s{number}"
    parts = tuple(_parts(section, anchor))
    return OutlineSection(
        label=f"{numeral(number)}、",
        title=section.title,
        intro=section.intro or "",
        anchor=anchor,
        parts=parts,
        guide=tuple(_guide_lines(section, anchor, parts)),
    )


def _parts(section: Section, anchor: str) -> Iterator[OutlinePart]:
    if section.entries:
        yield OutlinePart("", "", "", anchor, _runs(section.entries, anchor))
    shown: list[Part] = [part for part in section.parts if part.entries]
    for number, part in enumerate(shown, 1):
        here = f"{anchor}p{number}"
        label = f"（{numeral(number)}）"
        yield OutlinePart(label, part.title, part.intro or "", here, _runs(part.entries, here))


def _runs(entries: tuple[Entry, ...], anchor: str) -> tuple[Run, ...]:
    items = [
        OutlineEntry(entry, number, f"{number}." if len(entries) > 1 else "", f"{anchor}a{number}")
        for number, entry in enumerate(entries, 1)
    ]
    runs = groupby(items, key=lambda item: item.entry.kind)
    return tuple(Run(kind, entry_kind(kind).template, tuple(run)) for kind, run in runs)


def _guide_lines(section: Section, anchor: str, parts: Iterable[OutlinePart]) -> Iterator[GuideLine]:
    if one_line := section_kind(section.kind).guide_heading:
        yield GuideLine(one_line, anchor)
        return
    for part in parts:
        if part.title:
            yield GuideLine(part.title, part.anchor)
            continue
        for run in part.runs:
            yield from (GuideLine(i.entry.heading, i.anchor) for i in run.entries if i.entry.heading)
