"""Removes page numbers and running heads from a text that was taken from pages: they are derived when we print."""

import re
from collections import Counter
from collections.abc import Sequence

from issues.document import DRAFT_MARK
from issues.importing.page_numbers import is_page_number
from issues.importing.recognising.report import Report
from issues.importing.recognising.text.wording import without_spaces
from issues.importing.source import Block, Paragraph

_NUMBER = re.compile(r"[0-9０-９]+")
_RUNNING = re.compile(r"第[0-9０-９一二三四五六七八九十]+期|参考")
_LONGEST_HEAD = 40
_DRAFT = without_spaces(DRAFT_MARK)
_MASTHEAD_LINES = 8


def without_page_furniture(blocks: Sequence[Block], report: Report) -> list[Block]:
    heads = _running_heads(blocks)
    body: list[Block] = []
    seen: set[str] = set()
    for block in blocks:
        text = without_spaces(block.text)
        printed = isinstance(block, Paragraph) and _is_page_number(block, text)
        if printed:
            report.take([block], "页码")
        elif text.strip("【】[]（）()*") == _DRAFT:
            report.take([block], "草稿标记")
        elif _as_head(text) in heads and (len(body) >= _MASTHEAD_LINES or _as_head(text) in seen):
            report.take([block], "页眉")
        elif text:
            body.append(block)
            seen.add(_as_head(text))
        else:
            report.take([block], "")
    return body


def _is_page_number(paragraph: Paragraph, text: str) -> bool:
    return bool(text) and paragraph.numbering in ("", "-") and is_page_number(paragraph.numbering + text)


def _running_heads(blocks: Sequence[Block]) -> set[str]:
    """Short lines about the issue that come again and again; the first of them may be the masthead itself."""
    texts = [without_spaces(block.text) for block in blocks if isinstance(block, Paragraph)]
    counted = Counter(
        _as_head(text) for text in texts if 0 < len(text) <= _LONGEST_HEAD and _RUNNING.search(text)
    )
    return {head for head, count in counted.items() if count > 1 and not head.endswith("。")}


def _as_head(text: str) -> str:
    """A running head with the page's number in it is the same on every page but for that number at an end."""
    return re.sub(r"^[0-9]{1,3}(?=\D)|(?<=[^第0-9])[0-9]{1,3}$", "", text)
