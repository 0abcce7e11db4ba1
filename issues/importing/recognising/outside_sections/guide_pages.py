"""Removes the page numbers of a guide: they are derived, and without them its lines equal those of the body."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from issues.importing.recognising.entries.passages import passage, shortened
from issues.importing.recognising.report import Report
from issues.importing.recognising.text.item_labels import without_item_label
from issues.importing.recognising.text.wording import comparable
from issues.importing.source import Block, Paragraph

_CERTAIN = re.compile(
    r"(?:[.…·．。\s_-]{2,}[（(]?(\d{1,3})[)）]?|\s*[（(]\s*(?:第|[Pp]\.?)\s*(\d{1,3})\s*页?\s*[)）]|[.…·．\s/／]*(?:第\s*(\d{1,3})\s*页|\b[Pp]\.?\s*(\d{1,3}))"
    r"|\t+\s*(\d{1,3})|\s*[/／]\s*(\d{1,3}))\s*$"
)
_BARE = re.compile(r"(?<=[^\d\s])\s+(\d{1,3})\s*$")
"""A number after a blank: a page number where the lines around it have rising numbers too."""
_LONGEST = 120
_FEWEST = 3


def without_pages(blocks: Sequence[Block], start: int, report: Report) -> list[Block]:
    """`blocks` without the page numbers in the lines after the guide's heading at `start`."""
    without_numbers = list(blocks)
    ends = list(_ends(blocks, start + 1))
    numbered = [at for at, _ in ends]
    is_table = len(ends) >= _FEWEST and 2 * len(ends) >= numbered[-1] - start
    for at, match in ends:
        block = blocks[at]
        if isinstance(block, Paragraph) and (is_table or match.re is _CERTAIN):
            bare = shortened(passage(block), match.start())
            without_numbers[at] = replace(block, runs=bare.runs)
            report.join(without_numbers[at], (block,))
    return without_numbers


def _ends(blocks: Sequence[Block], first: int) -> Iterator[tuple[int, re.Match[str]]]:
    """Lines that end in a page number, as long as the numbers rise. A repeated line means that the guide is over."""
    last = missed = 0
    named: set[str] = set()
    for at in range(first, len(blocks)):
        block = blocks[at]
        if not isinstance(block, Paragraph) or len(block.text) > _LONGEST or missed > 2 * _FEWEST:
            return
        match = _CERTAIN.search(block.text) or _BARE.search(block.text)
        name = comparable(without_item_label(block)[: match and match.start() - len(block.text)])
        if name in named:
            return
        named.add(name)
        missed = 0 if match else missed + 1
        if match and match.start() > 0:
            page = int(next(filter(None, match.groups())))
            if page < last:
                return
            last = page
            yield at, match
