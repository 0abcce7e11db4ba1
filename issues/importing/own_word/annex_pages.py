"""The pages after the issue in our own Word file. They repeat what the annexes carry, so nothing is read from them; words
that somebody changed there become a remark."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from issues.document import word_form as form
from issues.importing.own_word.carried_data import Carried
from issues.importing.own_word.pieces import has_style
from issues.importing.source import Block, Paragraph, Table, paragraphs

CHANGED = "附件页上的改动没有导入；请改记录，再在后台重新生成附件"
HEADINGS = {form.ANNEX_LABEL, form.ANNEX_HEADING}
CELLS = {form.ANNEX_CELL, form.ANNEX_NAME, form.ANNEX_DETAIL}


def is_annex_page(block: Block) -> bool:
    if isinstance(block, Paragraph):
        return form.unstyled(block.style) in HEADINGS
    return has_style(block, form.ANNEX_TABLE, CELLS)


def is_unchanged(block: Block, carried: Carried) -> bool:
    """Headings follow from the titles in the notice. A table has the words of one that the file carries."""
    if not isinstance(block, Table):
        return True
    words = _joined(paragraph.text for paragraph in paragraphs([block]))
    tables = (annex.get("table") for annex in carried.annexes.values())
    return any(words == _joined(_words(table)) for table in tables if isinstance(table, Mapping))


def _words(table: Mapping[str, Any]) -> Iterator[str]:
    yield "序号"
    yield from _strings(table.get("columns"), "heading")
    number = 0
    for group in table.get("groups") or ():
        yield str(group.get("title", ""))
        for row in group.get("rows") or ():
            number += 1
            yield str(number)
            yield from map(str, row.get("cells") or ())


def _strings(items: Any, name: str) -> Iterator[str]:
    yield from (str(item.get(name, "")) for item in items or ())


def _joined(words: Iterator[str]) -> str:
    return re.sub(r"\s", "", "".join(words))
