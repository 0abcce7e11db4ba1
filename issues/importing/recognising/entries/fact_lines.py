"""Reads the line of labelled values that our own text and Markdown have below a title: 文号：…　发文日期：…"""

import re
from collections.abc import Mapping

from issues.importing.source import Block, Paragraph

LABELS = ("发布机构", "文件", "文号", "发文日期", "医院")
_LABEL = "|".join(LABELS)
_LINE = re.compile(rf"\s*(?:(?:{_LABEL})：[^：]*?(?:[\u3000\n]|\s{{2,}}|$)\s*)+")
_LABELLED = re.compile(r"\s*[\u4e00-\u9fff]{2,6}：")
_FACT = re.compile(rf"({_LABEL})：(.*?)(?=[\u3000\n\s]+(?:{_LABEL})：|\s*$)", re.DOTALL)


def split_facts(blocks: tuple[Block, ...]) -> tuple[Mapping[str, str], tuple[Block, ...]]:
    """The values of the line below the title by label, and the blocks without it."""
    line, after = (*blocks[1:3], None, None)[:2]
    if not isinstance(line, Paragraph) or not _LINE.fullmatch(line.text):
        return {}, blocks
    if after is not None and _LABELLED.match(
        after.text
    ):  # a list of them is how others print, as part of the text
        return {}, blocks
    facts = {label: words.strip() for label, words in _FACT.findall(line.text)}
    return facts, (blocks[0], *blocks[2:])
