"""Finds where the entries of a section begin: by label, guide or style, without lists inside an entry."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from issues.importing.recognising.text.item_labels import (
    HEADING_LABEL_KINDS,
    ItemLabel,
    item_label,
    without_item_label,
)
from issues.importing.recognising.text.wording import begins_with, comparable, resembles, sentence_end
from issues.importing.source import Block, Paragraph

_LONGEST_RUN_IN = 80
MOST_LISTED = 30
"""Headings of one section in a guide: every paragraph is compared with each."""
_SUBJECT = 5
"""Characters that distinguish one name from another."""
_FRAGMENT = 40
"""A heading that a page break cut is at most this long in its first half."""


@dataclass(frozen=True, slots=True)
class Opening:
    """`listed`: what the guide calls it; `borrowed`: the heading of the guide
    that is its title, as the source prints none; `is_jump`: its number does not follow the one before."""

    at: int
    label: ItemLabel | None = None
    listed: str = ""
    borrowed: str = ""
    is_jump: bool = False


@dataclass(slots=True)
class _Finder:
    guide: list[str]
    is_heading: Callable[[str], bool]
    has_lead: bool
    are_unmarked: bool
    openings: list[Opening] = field(default_factory=list)
    style: str = ""
    level: int = 0
    """The level of the heading styles of entries; a deeper heading is inside an entry."""
    last: int = 0
    nested: int = 0
    """The last number of a list inside an entry that is marked as entries are; 0 where there is none."""
    bare: int | None = None
    """Where a number stood alone at the end of a page: the title of its entry is the next block."""

    def look_at(self, at: int, block: Paragraph, after: str) -> None:
        if self.bare is not None and at == self.bare + 1:
            return
        label, head = item_label(block), without_item_label(block)
        if label and label.kind not in HEADING_LABEL_KINDS:
            label = None
        listed = self._listed(head, after, is_marked=label is not None or block.level > 0)
        if listed or self._is_set_as_heading(at, block, label):
            self.level = self.level or block.level
            self._open(at, label, listed)
        elif label and (not self.style or label.kind == self.style):
            self._number(at, label, head)
        if not head and self.openings and self.openings[-1].at == at:
            self.bare = at

    def _is_set_as_heading(self, at: int, block: Paragraph, label: ItemLabel | None) -> bool:
        if block.level and (not self.openings or block.level <= self.level):
            return True
        if label is not None or not (at == 0 or self.are_unmarked):
            return False
        if self.is_all_listed:
            return False
        return run_in_title(block.text, self.is_heading) is not None

    @property
    def is_all_listed(self) -> bool:
        """Whether the guide names all entries so far, and they have numbers or it names no more."""
        is_listed = bool(self.openings) and all(opening.listed for opening in self.openings)
        return is_listed and (not self.guide or all(opening.label for opening in self.openings))

    def _number(self, at: int, label: ItemLabel, head: str) -> None:
        looks_so = self.is_heading(head)
        if not self.openings:
            if looks_so or not self.has_lead:
                self._open(at, label, "")
            return
        goes_on = self.nested > 0 and label.number == self.nested + 1
        if looks_so or (label.number == self.last + 1 and not goes_on):
            self._open(at, label, "")
        elif goes_on or label.number == 1:
            self.nested = label.number

    def _open(self, at: int, label: ItemLabel | None, listed: str) -> None:
        jumps = bool(
            label
            and label.length
            and label.number != self.last + 1
            and (not self.style or label.kind == self.style)
        )
        self.openings.append(Opening(at, label, listed, is_jump=jumps))
        if listed:
            self.guide.remove(listed)
        if label:
            self.style, self.last = label.kind, label.number
        else:
            self.last += 1
        self.nested = 0

    def _listed(self, head: str, after: str, *, is_marked: bool) -> str:
        for heading in self.guide:
            if begins_with(head, heading):
                return heading
            if is_marked and (_begins(head, after, heading) or _resembles(head, heading)):
                return heading
        return ""


def run_in_title(text: str, is_heading: Callable[[str], bool]) -> int | None:
    """Where a title ends that has no number and is not in the guide: a short sentence with text after it."""
    end = sentence_end(text)
    if end is None or end > _LONGEST_RUN_IN or end >= len(text.strip()):
        return None
    return end if "，" not in text[:end] and is_heading(text[:end]) else None


def _is_marked_heading(block: Block, is_heading: Callable[[str], bool]) -> bool:
    label = item_label(block) if isinstance(block, Paragraph) else None
    return bool(
        label
        and label.kind in HEADING_LABEL_KINDS
        and isinstance(block, Paragraph)
        and is_heading(without_item_label(block))
    )


def _begins(head: str, after: str, heading: str) -> bool:
    is_long_enough = not head or len(comparable(head)) > 1  # its number may be all that the page had room for
    fragment = len(head) <= _FRAGMENT and is_long_enough and comparable(heading).startswith(comparable(head))
    return fragment and begins_with(head + after, heading)


def _resembles(head: str, heading: str) -> bool:
    end = sentence_end(head)
    return resembles(head[: end or len(head)][: 2 * len(heading)], heading)


def find_openings(
    blocks: Sequence[Block], guide: Sequence[str], *, is_heading: Callable[[str], bool]
) -> list[Opening]:
    """`is_heading` says whether words look like the heading of such an entry."""
    first = blocks[0] if blocks else None
    lead = isinstance(first, Paragraph) and item_label(first) is None and not first.level
    finder = _Finder(
        list(guide[:MOST_LISTED]),
        is_heading,
        lead,
        not any(_is_marked_heading(b, is_heading) for b in blocks),
    )
    for at, block in enumerate(blocks):
        if isinstance(block, Paragraph):
            after = blocks[at + 1].text if at + 1 < len(blocks) else ""
            finder.look_at(at, block, after)
    return finder.openings


def untitled_openings(
    blocks: Sequence[Block], guide: Sequence[str], *, is_heading: Callable[[str], bool]
) -> list[Opening]:
    """Where the entries begin that the guide names and the source does not: each with the words of its heading, or
    else as many paragraphs that begin with a subject as the guide has headings. [] unless that fits them all."""
    starts = [
        (at, block.text)
        for at, block in enumerate(blocks)
        if isinstance(block, Paragraph) and item_label(block) is None and is_heading(block.text)
    ]
    if len(guide) < 2 or len(starts) < len(guide) or starts[0][0] != 0:
        return []
    openings: list[Opening] = []
    left = iter(starts)
    for heading in guide:
        begun = next((at for at, text in left if _share_beginning(text, heading)), None)
        if begun is not None:
            openings.append(Opening(begun, borrowed=heading))
    if len(openings) == len(guide):
        return openings
    if len(starts) != len(guide):
        return []
    return [Opening(at, borrowed=heading) for (at, _), heading in zip(starts, guide, strict=True)]


def _share_beginning(text: str, heading: str) -> bool:
    return comparable(text[:_SUBJECT]) == comparable(heading[:_SUBJECT])
