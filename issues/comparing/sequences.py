"""Longest common and longest increasing subsequences, with limited time and memory.

Python's long integers serve as bit vectors (Hyyrö 2004): 10,000 against 10,000 items take hundredths of a second. difflib
does not find a longest common subsequence, and takes seconds for a long text with few different characters.
"""

from bisect import bisect_left
from collections.abc import Hashable, Iterator, Sequence
from typing import NamedTuple

MAX_CELLS = 120_000_000


class Step(NamedTuple):
    """old[a:b] became new[c:d]; `is_same` says that both are equal."""

    is_same: bool
    a: int
    b: int
    c: int
    d: int


def steps(old: Sequence[Hashable], new: Sequence[Hashable], *, max_cells: int = MAX_CELLS) -> Iterator[Step]:
    """Runs of unchanged and of replaced items, alternately. Sequences that are too long to compare count as replaced."""
    a = c = 0
    for b, d, length in (*_runs(_common(old, new, max_cells)), (len(old), len(new), 0)):
        if a < b or c < d:
            yield Step(False, a, b, c, d)
        a, c = b + length, d + length
        if length:
            yield Step(True, b, a, d, c)


def increasing(numbers: Sequence[int]) -> set[int]:
    """The indices of a longest increasing subsequence."""
    tails: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for index, number in enumerate(numbers):
        position = bisect_left(tails, number)
        before.append(ends[position - 1] if position else -1)
        tails[position : position + 1], ends[position : position + 1] = [number], [index]
    chosen: set[int] = set()
    index = ends[-1] if ends else -1
    while index >= 0:
        chosen.add(index)
        index = before[index]
    return chosen


def _runs(pairs: list[tuple[int, int]]) -> Iterator[tuple[int, int, int]]:
    """Consecutive pairs as (old index, new index, length)."""
    start = 0
    for end in range(1, len(pairs) + 1):
        if end == len(pairs) or pairs[end] != (pairs[end - 1][0] + 1, pairs[end - 1][1] + 1):
            yield *pairs[start], end - start
            start = end


def _common(old: Sequence[Hashable], new: Sequence[Hashable], max_cells: int) -> list[tuple[int, int]]:
    shorter = min(len(old), len(new))
    head = next((i for i in range(shorter) if old[i] != new[i]), shorter)
    tail = next((i for i in range(shorter - head) if old[-1 - i] != new[-1 - i]), shorter - head)
    a, b = old[head : len(old) - tail], new[head : len(new) - tail]
    middle = _longest(a, b) if a and b and len(a) * len(b) <= max_cells else []
    return [
        *((i, i) for i in range(head)),
        *((head + i, head + j) for i, j in middle),
        *((len(old) - i, len(new) - i) for i in range(tail, 0, -1)),
    ]


def _longest(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[tuple[int, int]]:
    rows = _rows(old, new)
    i, j = len(old), len(new)
    pairs = []
    while i and j:
        if rows[i - 1] >> (j - 1) & 1:
            j -= 1
        elif i > 1 and not rows[i - 2] >> (j - 1) & 1:
            i -= 1
        else:
            i, j = i - 1, j - 1
            pairs.append((i, j))
    return pairs[::-1]


def _rows(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[int]:
    """For each item of `old` a bit vector: bit j is 0 where new[j] makes the common subsequence longer."""
    places: dict[Hashable, int] = {}
    for j, item in enumerate(new):
        places[item] = places.get(item, 0) | 1 << j
    full = (1 << len(new)) - 1
    row, rows = full, []
    for item in old:
        hits = row & places.get(item, 0)
        row = (row + hits | row - hits) & full
        rows.append(row)
    return rows
