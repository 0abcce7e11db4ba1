"""Headings of sections that a page break cut in two: 五、典 and 型案例."""

from collections.abc import Sequence
from dataclasses import replace

from issues.importing.recognising.ledger import Ledger
from issues.importing.recognising.sections.headings import could_be_heading
from issues.importing.recognising.sections.names import bare_title, kind_by_name
from issues.importing.source import Block, Paragraph


def join_split_headings(blocks: Sequence[Block], ledger: Ledger) -> list[Block]:
    found: list[Block] = []
    for block in blocks:
        before = found[-1] if found else None
        whole = _whole(before, block)
        if before is not None and whole is not None:
            ledger.join(whole, (before, block))
            found[-1] = whole
        else:
            found.append(block)
    return found


def _whole(before: Block | None, after: Block) -> Paragraph | None:
    if not isinstance(before, Paragraph) or not isinstance(after, Paragraph) or after.numbering:
        return None
    if (
        not could_be_heading(after)
        or kind_by_name(bare_title(before))
        or len(before.text) > len("一十一、政策热点")
    ):
        return None
    whole = replace(before, runs=(*before.runs, *after.runs))
    return whole if could_be_heading(whole) and kind_by_name(bare_title(whole)) else None
