"""Divides an issue into masthead, guide, sections and colophon."""

from collections.abc import Sequence
from dataclasses import dataclass

from issues.importing.recognising.outside_sections.colophon import colophon_start
from issues.importing.recognising.outside_sections.guide import guide_start, read_guide
from issues.importing.recognising.outside_sections.guide_pages import without_pages
from issues.importing.recognising.report import Report
from issues.importing.recognising.sections.headings import (
    SectionHeading,
    body_headings,
    could_be_heading,
    named_headings,
)
from issues.importing.recognising.sections.names import bare_title
from issues.importing.recognising.text.item_labels import item_label
from issues.importing.recognition import PrintedGuide
from issues.importing.source import Block, Paragraph

_LONG = 100
"""Characters of a paragraph that no guide holds."""


@dataclass(frozen=True, slots=True)
class SectionBlocks:
    heading: SectionHeading
    head: Block
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Division:
    masthead: tuple[Block, ...]
    guide: tuple[PrintedGuide, ...]
    sections: tuple[SectionBlocks, ...]
    colophon: tuple[Block, ...]


def divide(blocks: Sequence[Block], report: Report) -> Division:
    end = colophon_start(blocks)
    colophon, blocks = tuple(blocks[end:]), blocks[:end]
    start = guide_start(blocks)
    blocks = blocks if start is None else without_pages(blocks, start, report)
    first = _body_start(blocks, start)
    guide = read_guide(blocks[start:first], report) if start is not None else ()
    body = blocks[first:]
    headings = body_headings(body, [section.section for section in guide])
    ends = [*(heading.at for heading in headings[1:]), len(body)][: len(headings)]
    sections = tuple(
        SectionBlocks(heading, body[heading.at], tuple(body[heading.at + 1 : end]))
        for heading, end in zip(headings, ends, strict=True)
    )
    return Division(tuple(blocks[: first if start is None else start]), guide, sections, colophon)


def _body_start(blocks: Sequence[Block], guide: int | None) -> int:
    """The first heading of a section that the guide has named before, or that has text below it."""
    offset = 0 if guide is None else guide + 1
    rest = blocks[offset:]
    if guide is None:
        headings = body_headings(rest, [])
        return headings[0].at if headings else len(blocks)
    headings = named_headings(rest, _repeated(rest)) or body_headings(rest, [])
    titles = [heading.title for heading in headings]
    ends = [*(heading.at for heading in headings[1:]), len(rest)][: len(headings)]
    for position, (heading, end) in enumerate(zip(headings, ends, strict=True)):
        if titles[position] in titles[:position] or any(map(_is_body, rest[heading.at : end])):
            return offset + heading.at
    return len(blocks)


def _repeated(blocks: Sequence[Block]) -> list[str]:
    """Short lines that are in the guide and again, with a number, in the body: renamed sections."""
    titles = [
        bare_title(block) for block in blocks if isinstance(block, Paragraph) and could_be_heading(block)
    ]
    numbered = {
        bare_title(block)
        for block in blocks
        if isinstance(block, Paragraph) and (label := item_label(block)) and label.kind == "一、"
    }
    return [title for title in numbered if titles.count(title) > 1]


def _is_body(block: Block) -> bool:
    return not isinstance(block, Paragraph) or len(block.text) > _LONG
