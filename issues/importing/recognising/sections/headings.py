"""Finds the headings of sections by their words, their labels and their style."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice

from issues.importing.recognising.entries.addresses import ADDRESS
from issues.importing.recognising.sections.names import (
    LONGEST,
    bare_title,
    kind_by_name,
    kind_by_words,
    section_label,
)
from issues.importing.recognising.text.item_labels import ItemLabel, has_bullet, item_label
from issues.importing.recognising.text.wording import is_ended, resembles, without_spaces
from issues.importing.source import Block, Paragraph, Table

MOST_SECTIONS = 30
"""Of a guide: every heading is compared with each."""
_FOUR = re.compile(r"[\u4e00-\u9fff]{4}")
_SENTENCE = re.compile(r"[。；;，,：:！？!?]")


@dataclass(frozen=True, slots=True)
class SectionHeading:
    """`kind` is None where its words name no kind that we know."""

    at: int
    title: str
    kind: str | None
    label: ItemLabel | None


def could_be_heading(block: Block) -> bool:
    if not isinstance(block, Paragraph):
        return False
    title = bare_title(block)
    return 0 < len(title) <= LONGEST and not _SENTENCE.search(title)


def named_headings(blocks: Sequence[Block], names: Iterable[str] = ()) -> list[SectionHeading]:
    """Lines with the name of a kind of section, or with one of `names`."""
    known = {without_spaces(name): name for name in names}
    headings = []
    for at, block in enumerate(blocks):
        if not isinstance(block, Paragraph) or not could_be_heading(block):
            continue
        title, label = bare_title(block), section_label(block)
        kind = kind_by_name(title)
        if label and label.kind not in ("一、", "1."):
            continue
        if kind or without_spaces(title) in known or (label and _slipped(title, known.values())):
            headings.append(SectionHeading(at, title, kind or kind_by_words(title), label))
    return headings


def _slipped(title: str, names: Iterable[str]) -> bool:
    return any(resembles(title, name) for name in islice(names, MOST_SECTIONS))


def body_headings(blocks: Sequence[Block], names: Sequence[str]) -> list[SectionHeading]:
    """The headings of the sections in the body, the renamed ones too where number or style gives them away."""
    named = {heading.at: heading for heading in named_headings(blocks, names)}
    numbered = any(heading.label and heading.label.kind == "一、" for heading in named.values())
    levels = {level for at in named if (level := _level(blocks[at]))}
    headings: list[SectionHeading] = []
    for at, block in enumerate(blocks):
        heading = named.get(at)
        if heading and _is_stray(heading, headings, numbered=numbered, level=_level(block)):
            heading = None
        if heading is None and could_be_heading(block) and isinstance(block, Paragraph):
            heading = _unnamed(at, block, headings, blocks, levels)
            if heading is None and not numbered:
                heading = _renamed(at, block, blocks, {known.kind for known in (*named.values(), *headings)})
        if heading:
            headings.append(heading)
    return headings


def _is_stray(heading: SectionHeading, before: list[SectionHeading], *, numbered: bool, level: int) -> bool:
    """A line with a section's name and nothing else is none where the others are numbered and it has been."""
    has_been = heading.kind in {other.kind for other in before}
    marked = heading.label and (heading.label.kind == "一、" or not numbered)
    return has_been and not marked and not level


def _unnamed(
    at: int, block: Paragraph, before: list[SectionHeading], blocks: Sequence[Block], levels: set[int]
) -> SectionHeading | None:
    label, title = item_label(block), bare_title(block)
    kind = kind_by_words(title)
    if block.level and block.level in levels and label and label.kind == "一、":
        return SectionHeading(at, title, kind, label)
    if label is None or label.kind != "一、" or has_bullet(block.text):
        return None
    if not before:
        return SectionHeading(at, title, kind, label) if kind and len(without_spaces(title)) <= 8 else None
    last = before[-1]
    follows = last.label is not None and last.label.kind == "一、" and label.number == last.label.number + 1
    continues = follows and label.number == _list_end(blocks[last.at + 1 : at]) + 1 > 1
    return SectionHeading(at, title, kind, label) if follows and not continues else None


def _renamed(
    at: int, block: Paragraph, blocks: Sequence[Block], known: set[str | None]
) -> SectionHeading | None:
    """A separate line of four characters, like the names of all sections, that names a kind which no other section
    has, where the sections have no numbers."""
    title = without_spaces(block.text)
    kind = kind_by_words(title)
    if not _FOUR.fullmatch(title) or item_label(block) or kind is None or kind in known:
        return None
    after = blocks[at + 1] if at + 1 < len(blocks) else None
    label = item_label(after) if isinstance(after, Paragraph) else None
    if isinstance(after, Table) or (label is not None and label.number == 1):
        return SectionHeading(at, title, kind, None)
    before = blocks[at - 1] if at and after else None  # the very first line is the name of the issue
    is_set_off = before and (
        isinstance(before, Table) or is_ended(before.text) or ADDRESS.search(before.text) is not None
    )
    return SectionHeading(at, title, kind, None) if is_set_off else None


def _list_end(blocks: Sequence[Block]) -> int:
    """The last number of a list 一、二、 that an entry has of its own, 0 where it has none: what goes on with it
    begins no section."""
    last = 0
    for block in blocks:
        label = item_label(block) if isinstance(block, Paragraph) else None
        if label and label.kind == "一、" and label.number in (1, last + 1):
            last = label.number
    return last


def _level(block: Block) -> int:
    return block.level if isinstance(block, Paragraph) else 0
