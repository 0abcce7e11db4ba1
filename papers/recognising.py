"""理论优选 of a back issue: parts, each of which is a table of abstracts or a notice."""

from collections.abc import Sequence
from dataclasses import replace

from issues.document import Entry, Part
from issues.importing.recognising.ledger import Ledger
from issues.importing.recognising.marks import without_mark
from issues.importing.recognising.openings import find_openings
from issues.importing.recognising.section_text import Contents, SectionText
from issues.importing.recognising.titles import as_title
from issues.importing.recognising.wording import is_ended, one_line, unspaced
from issues.importing.source import Block, Paragraph
from papers.abstracts import is_abstracts, read_abstracts
from papers.notices import read_notice

__all__ = ["is_abstracts", "recognise"]

_LONGEST_HEADING = 60


def recognise(text: SectionText) -> Contents:
    openings = find_openings(text.blocks, text.guide, is_heading=_is_heading)
    openings = [opening for opening in openings if _is_heading(_words(text.blocks[opening.at]))]
    first = openings[0].at if openings else len(text.blocks)
    intro, entries = _group(replace(text, blocks=text.blocks[:first]), "")
    parts = []
    ends = [*(opening.at for opening in openings[1:]), len(text.blocks)][: len(openings)]
    for opening, end in zip(openings, ends, strict=True):
        head = text.blocks[opening.at]
        title = as_title(_words(head))
        text.ledger.take([head], text.place("小标题"))
        if opening.listed and unspaced(opening.listed) != unspaced(title):
            text.ledger.doubt(head, f"导读与正文的标题不同，导读作“{opening.listed}”", title)
        inside = replace(text, blocks=text.blocks[opening.at + 1 : end], path=text.place(title))
        part_intro, part_entries = _group(inside, title)
        parts.append(Part(title=title, intro=part_intro, entries=part_entries))
    return Contents(intro=intro, entries=entries, parts=tuple(parts))


def _words(block: Block) -> str:
    return without_mark(block) if isinstance(block, Paragraph) else ""


def _is_heading(words: str) -> bool:
    return 0 < len(words.strip()) <= _LONGEST_HEADING and not is_ended(words) and "。" not in words


def _group(text: SectionText, title: str) -> tuple[str | None, tuple[Entry, ...]]:
    """Intro and entries of a part, or of what stands in the section without one."""
    if any(is_abstracts(block) for block in text.blocks):
        return read_abstracts(text)
    if title:
        return None, read_notice(text, title)
    return _intro(text.blocks, text.ledger, text), ()


def _intro(blocks: Sequence[Block], ledger: Ledger, text: SectionText) -> str | None:
    words = [block for block in blocks if isinstance(block, Paragraph)]
    ledger.take(words, text.place("按语"))
    return "\n".join(one_line(block.text) for block in words) or None
