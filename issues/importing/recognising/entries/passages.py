"""Joins paragraphs that page breaks have split."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from issues.importing.recognising.entries.addresses import splits_address
from issues.importing.recognising.text.item_labels import begins_item, item_label, item_label_in
from issues.importing.recognising.text.numerals import DIGITS
from issues.importing.recognising.text.wording import is_balanced, is_ended, sentence_end
from issues.importing.source import Block, Paragraph, Run, Table

_GOES_ON = re.compile(
    r"\s*(?:同时|此外|另外|并且|而且|因此|从而|其中|例如|比如|具体而言|具体来说|在此基础上|由此|于是|然而|但是?，|对此|[，。、；：）”》’,;)])"
)
_LINKING = re.compile(r"(?:[的和与及、，,（(《“对以在将把了并是：:—-]|(?<![行作成])为)$")
_SPLIT_LENGTH = 60
"""A paragraph that a page break split between two sentences is at least so long."""
_SHORT_ITEM = 40
_SHORT_LINE = 20
_MOST_PIECES, _LONGEST = 100, 8_000
"""Beyond these it is no paragraph that somebody wrote, and joining would take the square of its length."""


@dataclass(frozen=True, slots=True)
class Passage:
    """One paragraph, made of one block or, where page breaks split it, of several. `numbering` is what Word prints before
    it."""

    runs: tuple[Run, ...]
    blocks: tuple[Paragraph, ...]
    numbering: str = ""
    depth: int = 0

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs if not run.is_lost)


def passage(paragraph: Paragraph) -> Passage:
    return Passage(paragraph.runs, (paragraph,), paragraph.numbering, paragraph.depth)


def passages(blocks: Sequence[Block], *, is_paged: bool) -> list[Passage | Table]:
    """Blocks with every paragraph that goes on in the next joined to it."""
    joined: list[Passage | Table] = []
    for block in blocks:
        before = joined[-1] if joined else None
        if isinstance(block, Table):
            joined.append(block)
        elif isinstance(before, Passage) and continues(before, block, is_paged=is_paged):
            joined[-1] = extended(before, block)
        else:
            joined.append(passage(block))
    return joined


def continues(before: Passage, after: Paragraph, *, is_paged: bool) -> bool:
    """Whether a page break, or a mistake, has split one paragraph into `before` and `after`."""
    if len(before.blocks) >= _MOST_PIECES:
        return False
    text = before.text.strip()
    if not text or len(text) > _LONGEST:
        return False
    if begins_item(after):
        return is_paged and _counts_on(text, after)
    if is_ended(text):
        return is_paged and len(text) >= _SPLIT_LENGTH and bool(_GOES_ON.match(after.text))
    if not is_balanced(text):
        return True
    if before.blocks[-1].level:
        return False
    if _LINKING.search(text):
        return True
    if _is_item_heading(before) or _is_set_off(before, after):
        return False
    return is_paged or len(text) > 2 * _SHORT_LINE


def _counts_on(text: str, after: Paragraph) -> bool:
    """Whether `after` is the next item of a list that runs within one sentence: ……一是……；二是……；"""
    label = item_label_in(after.text)
    if (
        label is None
        or label.kind != "一是"
        or text[-1] not in "；;，,"
        or not 1 < label.number <= len(DIGITS)
    ):
        return False
    return text.find(f"{DIGITS[label.number - 1]}是") > 0


def extended(before: Passage, after: Paragraph) -> Passage:
    are_words = _are_two_words(before.text[-1:], after.text[:1]) and not splits_address(
        before.text, after.text
    )
    gap = (Run(text=" "),) if are_words else ()
    return replace(before, runs=(*before.runs, *gap, *after.runs), blocks=(*before.blocks, after))


def _are_two_words(last: str, first: str) -> bool:
    """Whether there was a blank between them; two digits are halves of one number."""
    is_latin = all(character.isascii() and character.isalnum() for character in (last, first))
    return is_latin and not (last.isdigit() and first.isdigit())


def _is_item_heading(before: Passage) -> bool:
    """（一）加强组织领导, on a line of its own."""
    if sentence_end(before.text) is not None or before.text.count("，") > 1:
        return False
    return item_label(before.blocks[0]) is not None and _SHORT_LINE / 5 < len(before.text) <= _SHORT_ITEM


def _is_set_off(before: Passage, after: Paragraph) -> bool:
    """A short line in bold above a paragraph that is not."""
    short = len(before.text) <= _SHORT_ITEM
    return short and is_bold(before.runs) and not (after.runs and after.runs[0].is_bold)


def is_bold(runs: Sequence[Run]) -> bool:
    words = [run for run in runs if run.text.strip() and not run.is_lost]
    return bool(words) and all(run.is_bold for run in words)


def without_start(passage_: Passage, at: int) -> Passage:
    """the passage without its first `at` characters."""
    runs: list[Run] = []
    for run in passage_.runs:
        if run.is_lost:
            runs.append(run)
            continue
        if at < len(run.text):
            runs.append(replace(run, text=run.text[at:]))
        at = max(0, at - len(run.text))
    return replace(passage_, runs=tuple(runs))


def shortened(passage_: Passage, length: int) -> Passage:
    """The first `length` characters of the passage."""
    runs: list[Run] = []
    for run in passage_.runs:
        if run.is_lost:
            continue
        runs.append(replace(run, text=run.text[:length]))
        length = max(0, length - len(run.text))
    return replace(passage_, runs=tuple(run for run in runs if run.text))
