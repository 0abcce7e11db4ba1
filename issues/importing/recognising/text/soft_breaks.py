"""Splits paragraphs at soft line breaks (Shift+Enter, or text of a web page) where readers see several paragraphs."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from issues.importing.recognising.entries.passages import is_bold
from issues.importing.recognising.entries.source_notes import source_note
from issues.importing.recognising.outside_sections.colophon import is_signature
from issues.importing.recognising.outside_sections.guide import names_part
from issues.importing.recognising.text.item_labels import begins_item, has_bullet
from issues.importing.recognising.text.wording import is_ended
from issues.importing.source import Block, Paragraph, Run

MOST_LINES = 100


def without_soft_breaks(blocks: Iterable[Block]) -> Iterator[Block]:
    """A break within a sentence, as in a title of two lines, does not split the paragraph."""
    for block in blocks:
        if isinstance(block, Paragraph) and 0 < block.text.count("\n") < MOST_LINES:
            yield from _split(block)
        else:
            yield block


def _split(paragraph: Paragraph) -> Iterator[Paragraph]:
    before, *others = _lines(paragraph)
    first, runs = before, list(before.runs)
    for line in others:
        if _begins_paragraph(before, line):
            yield replace(first, runs=tuple(runs))
            first, runs = line, list(line.runs)
        else:
            runs += [Run(text="\n"), *line.runs]
        before = line
    yield replace(first, runs=tuple(runs))


def _lines(paragraph: Paragraph) -> list[Paragraph]:
    """The lines as paragraphs. The first has the style and the number of the original."""
    lines: list[list[Run]] = [[]]
    for run in paragraph.runs:
        first, *others = run.text.split("\n")
        lines[-1].append(replace(run, text=first))
        lines += [[replace(run, text=text)] for text in others]
    first_line, *rest = (tuple(run for run in runs if run.text) for runs in lines)
    bare = replace(paragraph, level=0, numbering="", depth=0, anchors=())
    return [replace(paragraph, runs=first_line), *(replace(bare, runs=runs) for runs in rest)]


def _begins_paragraph(before: Paragraph, line: Paragraph) -> bool:
    if not before.text.strip() or not line.text.strip() or is_ended(before.text):
        return True
    if begins_item(line) or has_bullet(line.text) or is_signature(line.text) or source_note(line.text):
        return True
    if names_part(before) or names_part(line):
        return True
    return is_bold(before.runs) and not next(run for run in line.runs if run.text.strip()).is_bold
