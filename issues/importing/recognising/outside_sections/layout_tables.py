"""Removes tables that only arrange text on the page: a framed heading, the guide next to the masthead, the names at
the end. Their paragraphs become part of the text."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from issues.importing.recognising.outside_sections.colophon import EDITOR, REVIEWER
from issues.importing.recognising.outside_sections.guide import names_part
from issues.importing.recognising.text.wording import comparable, without_spaces
from issues.importing.source import Block, Paragraph, Run, Table, paragraphs

_LAST_BLOCKS = 4
_LONGEST_SIGNED = 12
_NUMBER_HEADS = ("序号", "编号", "序", "no")
_ROLE = re.compile(rf"(?:{EDITOR}|{REVIEWER})(?:人员?)?|校对|主编|监制")


def without_layout_tables(blocks: Sequence[Block]) -> tuple[Block, ...]:
    return tuple(
        inner
        for at, block in enumerate(blocks)
        for inner in _unframed(block, is_last=at >= len(blocks) - _LAST_BLOCKS)
    )


def _unframed(block: Block, *, is_last: bool) -> Iterator[Block]:
    if isinstance(block, Paragraph):
        yield block
    elif is_last and (signed := _signatures(block)):
        yield signed
    elif any(_frames_part(cell_block) for cell_block in _cells(block)):
        yield from (inner for cell in _cells(block) for inner in _unframed(cell, is_last=is_last))
    else:
        yield block


def _cells(table: Table) -> Iterator[Block]:
    """The blocks of its cells in reading order; none for a table that numbers its rows, which has real data."""
    if any(comparable(cell.text) in _NUMBER_HEADS for row in table.rows[:2] for cell in row.cells):
        return
    for row in table.rows:
        for cell in row.cells:
            yield from cell.blocks


def _frames_part(block: Block) -> bool:
    """Whether it is the heading of a section or of the guide, or a table around one."""
    if isinstance(block, Table):
        return any(map(_frames_part, _cells(block)))
    return names_part(block)


def _signatures(table: Table) -> Paragraph | None:
    """编辑 | 林知远 | 审核 | 周明 as one line, 编辑：林知远  审核：周明."""
    cells = [text for row in table.rows for cell in row.cells if (text := without_spaces(cell.text))]
    if not cells or len(table.rows) > _LAST_BLOCKS or any(len(text) > 2 * _LONGEST_SIGNED for text in cells):
        return None
    if not _ROLE.match(cells[0]):
        return None
    first = next(paragraphs([table]))
    line = "".join(
        f"{text.rstrip('：:')}：" if _ROLE.fullmatch(text.rstrip("：:")) else f"{text}  " for text in cells
    )
    return replace(first, runs=(Run(text=line.rstrip()),), numbering="", depth=0)
