"""Restores addresses that LibreOffice writes in another form: 中 for %E4%B8%AD, %25 for a single %."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from urllib.parse import unquote

from issues.importing.source import Block, Paragraph, Row, Table


def with_addresses(blocks: Iterable[Block], addresses: Iterable[str]) -> tuple[Block, ...]:
    """`addresses`: as they were when we wrote the file."""
    originals = {unquote(address): address for address in addresses}
    return tuple(_restored(blocks, originals)) if originals else tuple(blocks)


def _restored(blocks: Iterable[Block], originals: Mapping[str, str]) -> Iterator[Block]:
    for block in blocks:
        if isinstance(block, Table):
            yield replace(block, rows=tuple(_row(row, originals) for row in block.rows))
        else:
            yield _paragraph(block, originals)


def _row(row: Row, originals: Mapping[str, str]) -> Row:
    cells = (replace(cell, blocks=tuple(_restored(cell.blocks, originals))) for cell in row.cells)
    return replace(row, cells=tuple(cells))


def _paragraph(paragraph: Paragraph, originals: Mapping[str, str]) -> Paragraph:
    runs = (replace(run, href=originals.get(unquote(run.href), run.href)) for run in paragraph.runs)
    return replace(paragraph, runs=tuple(runs))
