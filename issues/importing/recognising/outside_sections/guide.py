"""Reads the guide (本期导读) that a source prints: the names of its sections, each with its headings."""

import re
from collections.abc import Sequence
from itertools import zip_longest

from issues.importing.recognising.report import Report
from issues.importing.recognising.sections.headings import could_be_heading
from issues.importing.recognising.sections.names import (
    PAGE,
    bare_title,
    kind_by_name,
    kind_by_words,
    without_outline,
)
from issues.importing.recognising.text.item_labels import (
    SIGN,
    has_bullet,
    item_label,
    without_bullet,
    without_item_label,
)
from issues.importing.recognising.text.wording import one_line, without_spaces
from issues.importing.recognition import PrintedGuide
from issues.importing.source import Block, Paragraph

NAMES = {
    "本期导读",
    "导读",
    "目录",
    "本期目录",
    "本期要目",
    "要目",
    "内容导读",
    "本期内容",
    "本期看点",
    "内容提要",
}
_FRAME = "【】[]〔〕◆■●★☆—-:：·"
_SET_OFF = re.compile(rf"{SIGN}|【")
_FIRST_BLOCKS = 60


def guide_start(blocks: Sequence[Block]) -> int | None:
    for at, block in enumerate(blocks[:_FIRST_BLOCKS]):
        if is_guide_name(block):
            return at
    return None


def is_guide_name(block: Block) -> bool:
    return isinstance(block, Paragraph) and without_spaces(block.text).strip(_FRAME) in NAMES


def names_part(block: Block) -> bool:
    """Whether a line is the heading of the guide or has the name of a kind of section."""
    if not isinstance(block, Paragraph):
        return False
    return is_guide_name(block) or (could_be_heading(block) and kind_by_name(bare_title(block)) is not None)


def read_guide(blocks: Sequence[Block], report: Report) -> tuple[PrintedGuide, ...]:
    """`blocks` begin with the guide's own heading."""
    sections: list[tuple[str, list[str]]] = []
    style = _section_style(blocks[1:])
    for block, after in zip_longest(blocks, blocks[1:]):
        if not isinstance(block, Paragraph):
            continue
        if block is blocks[0]:
            report.take([block], "导读")
        elif _names_section(block, style) or (not style and _heads_list(block, after)):
            sections.append((one_line(bare_title(block)), []))
            report.take([block], f"导读 › {bare_title(block)}")
        elif sections:
            sections[-1][1].append(_heading(block))
            report.take([block], f"导读 › {sections[-1][0]}")
    return tuple(PrintedGuide(section=name, headings=tuple(headings)) for name, headings in sections)


def _heads_list(block: Paragraph, after: Block | None) -> bool:
    """Whether it is the line above a bullet list and no item itself: the name of a section of unknown kind."""
    if block.numbering or has_bullet(block.text) or item_label(block) or not could_be_heading(block):
        return False
    return isinstance(after, Paragraph) and bool(after.numbering) and item_label(after) is None


def _heading(block: Paragraph) -> str:
    label = item_label(block)
    text = (
        without_item_label(block)
        if label and label.kind in ("1.", "（1）", "（一）")
        else without_bullet(block.text)
    )
    return one_line(without_outline(PAGE.sub("", without_bullet(text))))


def _section_style(blocks: Sequence[Block]) -> str | None:
    """How the guide sets off the names of its sections, from the first one that we know."""
    for block in blocks:
        if isinstance(block, Paragraph) and could_be_heading(block) and kind_by_name(bare_title(block)):
            return _style(block)
    return None


def _style(block: Paragraph) -> str:
    label = item_label(block)
    if label:
        return label.kind
    text = block.numbering or block.text.strip()[:1]
    return text if _SET_OFF.fullmatch(text) else ""


def _names_section(block: Paragraph, style: str | None) -> bool:
    if not could_be_heading(block):
        return False
    if kind_by_name(bare_title(block)):
        return True
    looks_so = bool(style) and _style(block) == style
    return looks_so or (
        style is None
        and _style(block) in ("一、", "【", "◆", "■")
        and kind_by_words(bare_title(block)) is not None
    )
