"""Joins headings of sections that a page break split: 五、典 and 型案例."""

from collections.abc import Sequence
from dataclasses import replace

from issues.importing.recognising.report import Report
from issues.importing.recognising.sections.headings import could_be_heading
from issues.importing.recognising.sections.names import bare_title, kind_by_name
from issues.importing.source import Block, Paragraph


def join_split_headings(blocks: Sequence[Block], report: Report) -> list[Block]:
    result: list[Block] = []
    for block in blocks:
        before = result[-1] if result else None
        joined = _joined(before, block)
        if before is not None and joined is not None:
            report.join(joined, (before, block))
            result[-1] = joined
        else:
            result.append(block)
    return result


def _joined(before: Block | None, after: Block) -> Paragraph | None:
    if not isinstance(before, Paragraph) or not isinstance(after, Paragraph) or after.numbering:
        return None
    if (
        not could_be_heading(after)
        or kind_by_name(bare_title(before))
        or len(before.text) > len("一十一、政策热点")
    ):
        return None
    joined = replace(before, runs=(*before.runs, *after.runs))
    return joined if could_be_heading(joined) and kind_by_name(bare_title(joined)) else None
