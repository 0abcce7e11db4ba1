"""Marks what was inserted and deleted between two plain texts, as a person would."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import pairwise
from typing import NamedTuple

from issues.comparing.sequences import MAX_CELLS, steps
from issues.comparing.words import boundary_strength, sentences, tokens

_LONG = 20_000
_SLIDE = 200
_ISLAND = 4


class Kind(StrEnum):
    SAME = "same"
    DELETED = "deleted"
    INSERTED = "inserted"


class Piece(NamedTuple):
    kind: Kind
    text: str


@dataclass
class _Hunk:
    """Unchanged tokens, followed by the tokens that were deleted and those that were inserted instead."""

    same: list[str] = field(default_factory=list)
    deleted: list[str] = field(default_factory=list)
    inserted: list[str] = field(default_factory=list)

    @property
    def is_change(self) -> bool:
        return bool(self.deleted or self.inserted)

    @property
    def size(self) -> int:
        return max(_length(self.deleted), _length(self.inserted))


def diff_pieces(old: str, new: str) -> list[Piece]:
    """Pieces in order: `old` is the unchanged and deleted ones, `new` the unchanged and inserted ones; a deletion comes
    before its insertion.

    Chinese is compared by characters, Latin text and digits by words. Unchanged text between two changes that are larger
    than it counts as changed. Texts that are too long to compare are replaced completely.
    """
    if old == new:
        return [Piece(Kind.SAME, old)] if old else []
    hunks = _gathered(_aligned(_bridged(_aligned(_gathered(_hunks(old, new))))))
    return [piece for hunk in hunks for piece in _pieces(hunk)]


def _hunks(old: str, new: str) -> Iterator[_Hunk]:
    """Compares complete sentences first: this is faster, and a rewritten sentence is not matched with words of the next
    one."""
    before, after = sentences(old), sentences(new)
    budget = MAX_CELLS // max(1, (len(old) + len(new)) // _LONG)
    for same, a, b, c, d in steps(before, after, max_cells=budget):
        struck, written = "".join(before[a:b]), "".join(after[c:d])
        if same:
            yield _Hunk(same=tokens(struck))
        else:
            yield from _within(tokens(struck), tokens(written), budget)


def _within(old: list[str], new: list[str], budget: int) -> Iterator[_Hunk]:
    for same, a, b, c, d in steps(old, new, max_cells=budget):
        yield _Hunk(same=old[a:b]) if same else _Hunk(deleted=old[a:b], inserted=new[c:d])


def _gathered(hunks: Iterable[_Hunk]) -> list[_Hunk]:
    """Each change with the unchanged text before it. The last hunk is the unchanged text at the end."""
    done = [_Hunk()]
    for hunk in hunks:
        if hunk.same and done[-1].is_change:
            done.append(_Hunk())
        done[-1].same += hunk.same
        done[-1].deleted += hunk.deleted
        done[-1].inserted += hunk.inserted
    return [*done, _Hunk()] if done[-1].is_change else done


def _bridged(hunks: Iterable[_Hunk]) -> list[_Hunk]:
    """Counts short unchanged text between two changes as changed: a few tokens at most, shorter than either change."""
    done: list[_Hunk] = []
    for hunk in hunks:
        done.append(hunk)
        while len(done) > 1 and _is_island(done[-2], done[-1]):
            last = done.pop()
            done[-1].deleted += last.same + last.deleted
            done[-1].inserted += last.same + last.inserted
    return done


def _is_island(first: _Hunk, last: _Hunk) -> bool:
    """Whether the text between the two changes is such short text. It contains no end of a line: changes in two paragraphs
    are marked in each of them."""
    if not (first.is_change and last.is_change) or len(last.same) > _ISLAND or "\n" in last.same:
        return False
    return len(last.same) == 1 or _length(last.same) < min(first.size, last.size)


def _aligned(hunks: list[_Hunk]) -> list[_Hunk]:
    """Moves a deletion or insertion to the start of a sentence or clause if this results in the same two texts."""
    for hunk, following in pairwise(hunks):
        if bool(hunk.deleted) != bool(hunk.inserted):
            _align(hunk, hunk.deleted or hunk.inserted, following)
    return hunks


def _align(hunk: _Hunk, changed: list[str], following: _Hunk) -> None:
    before, after = hunk.same[-_SLIDE:], following.same[:_SLIDE]
    left = 0
    while left < len(before) and before[-1 - left] == changed[-1 - left % len(changed)]:
        left += 1
    right = 0
    while right < len(after) and after[right] == changed[right % len(changed)]:
        right += 1
    tokens = before + changed + after
    start, end = len(before), len(before) + len(changed)
    best = max(range(-left, right + 1), key=lambda by: (_cuts(tokens, start + by, end + by), -abs(by)))
    if not best:
        return
    offset = len(hunk.same) - len(before)
    moved = tokens[start + best : end + best]
    hunk.same[offset:] = tokens[: start + best]
    following.same[: len(after)] = tokens[end + best :]
    changed[:] = moved


def _cuts(tokens: list[str], start: int, end: int) -> int:
    padded = ["", *tokens, ""]
    return boundary_strength(padded[start], padded[start + 1]) + boundary_strength(
        padded[end], padded[end + 1]
    )


def _pieces(hunk: _Hunk) -> Iterator[Piece]:
    for kind, part in (
        (Kind.SAME, hunk.same),
        (Kind.DELETED, hunk.deleted),
        (Kind.INSERTED, hunk.inserted),
    ):
        if part:
            yield Piece(kind, "".join(part))


def _length(part: Iterable[str]) -> int:
    return sum(map(len, part))
