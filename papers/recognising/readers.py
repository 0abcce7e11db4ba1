"""Reads 理论优选 of a back issue: parts, each of which is a table of abstracts or a notice."""

import re
from collections.abc import Sequence
from dataclasses import replace

from issues.document import Entry, Part
from issues.importing.recognising.entries.openings import find_openings
from issues.importing.recognising.entries.titles import as_title
from issues.importing.recognising.report import Report
from issues.importing.recognising.sections.section_text import Contents, SectionText
from issues.importing.recognising.text.item_labels import item_label, without_item_label
from issues.importing.recognising.text.wording import comparable, is_ended, one_line, without_spaces
from issues.importing.source import Block, Paragraph
from papers.recognising.abstracts import entries_of, is_abstracts, read_abstracts
from papers.recognising.labelled import drafts, has_labelled_abstracts, is_title
from papers.recognising.notices import read_notice

__all__ = ["is_abstracts", "recognise"]

_LONGEST_HEADING = 60
_ANNEXES = re.compile(r"\s*附\s*[件表录]\s*[:：]?\s*(?P<number>1\s*[.．、])?[^。]*$")


def recognise(text: SectionText) -> Contents:
    openings = find_openings(text.blocks, text.guide, is_heading=_is_heading)
    openings = [opening for opening in openings if _is_heading(_words(text.blocks[opening.at]))]
    if has_labelled_abstracts(text.blocks):
        openings = [opening for opening in openings if not _is_abstract_title(text.blocks, opening.at)]
    annexes = _annex_lines(text.blocks)
    openings = [opening for opening in openings if opening.listed or opening.at not in annexes]
    first = openings[0].at if openings else len(text.blocks)
    intro, entries = _group(replace(text, blocks=text.blocks[:first]), "")
    parts = []
    ends = [*(opening.at for opening in openings[1:]), len(text.blocks)][: len(openings)]
    for opening, end in zip(openings, ends, strict=True):
        heads = _heads(text.blocks[opening.at : end], opening.listed)
        head, title = heads[0], as_title("".join(_words(paragraph) for paragraph in heads))
        text.report.take(heads, text.path_to("小标题"))
        if opening.listed and without_spaces(opening.listed) != without_spaces(title):
            text.report.doubt(head, f"导读与正文的标题不同，导读作“{opening.listed}”，正文作", title)
        inside = replace(text, blocks=text.blocks[opening.at + len(heads) : end], path=text.path_to(title))
        part_intro, part_entries = _group(inside, title)
        parts.append(Part(title=title, intro=part_intro, entries=part_entries))
    return Contents(intro=intro, entries=entries, parts=tuple(parts))


def _heads(blocks: Sequence[Block], listed: str) -> list[Block]:
    """The heading of a part, with its rest where a page break cut it: the guide knows how it goes on."""
    if len(blocks) < 2 or not isinstance(blocks[1], Paragraph) or not listed:
        return [blocks[0]]
    begun, rest = comparable(_words(blocks[0])), comparable(blocks[1].text)
    return list(blocks[: 1 + (rest != "" and begun + rest == comparable(listed))])


def _is_abstract_title(blocks: Sequence[Block], at: int) -> bool:
    return is_title(blocks[at], blocks[at + 1] if at + 1 < len(blocks) else None)


def _annex_lines(blocks: Sequence[Block]) -> set[int]:
    """The indexes of the items 1. 2. 3. of a list of annexes, below the line that begins it."""
    lines: set[int] = set()
    last: int | None = None
    for at, block in enumerate(blocks):
        label = item_label(block) if isinstance(block, Paragraph) else None
        if begun := _ANNEXES.match(block.text):
            last = 1 if begun["number"] else 0
        elif last is not None and label and label.number == last + 1:
            lines.add(at)
            last += 1
        else:
            last = None
    return lines


def _words(block: Block) -> str:
    return without_item_label(block) if isinstance(block, Paragraph) else ""


def _is_heading(words: str) -> bool:
    return 0 < len(words.strip()) <= _LONGEST_HEADING and not is_ended(words) and "。" not in words


def _group(text: SectionText, title: str) -> tuple[str | None, tuple[Entry, ...]]:
    """Intro and entries of a part, or of the blocks of the section in no part."""
    if any(is_abstracts(block) for block in text.blocks):
        return read_abstracts(text)
    if has_labelled_abstracts(text.blocks):
        return _read_labelled(text)
    if title:
        return None, read_notice(text, title)
    return _intro(text.blocks, text.report, text), ()


def _read_labelled(text: SectionText) -> tuple[str | None, tuple[Entry, ...]]:
    lead, labelled = drafts([block for block in text.blocks if isinstance(block, Paragraph)])
    for number, draft in enumerate(labelled, 1):
        text.report.take(draft.blocks, text.path_to(f"第 {number} 条", "摘要"))
    return _intro(lead, text.report, text), tuple(entries_of([draft.record for draft in labelled], text))


def _intro(blocks: Sequence[Block], report: Report, text: SectionText) -> str | None:
    words = [block for block in blocks if isinstance(block, Paragraph)]
    report.take(words, text.path_to("按语"))
    return "\n".join(one_line(block.text) for block in words) or None
