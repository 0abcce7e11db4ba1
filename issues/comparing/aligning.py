"""Pairs the blocks, rows or items of two texts: equal ones first, then similar ones, always in order."""

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from issues.comparing.sequences import steps

T = TypeVar("T")
Pair = tuple[T | None, T | None]
MIN_SIMILARITY = 0.3
MAX_PAIRS = 10_000


def aligned(
    old: Sequence[T],
    new: Sequence[T],
    *,
    key: Callable[[T], str],
    text: Callable[[T], str],
    family: Callable[[T], str] = lambda item: "",
    by_position: bool = False,
) -> Iterator[Pair[T]]:
    """(old, new), (old, None) where it was removed, (None, new) where it was added.

    Only items of one family are paired. With `by_position`, a replaced run of the same length is paired by position,
    whatever its text; so are runs that are too long to compare every pair.
    """
    for same, a, b, c, d in steps([key(item) for item in old], [key(item) for item in new]):
        families = [[family(item) for item in items] for items in (old[a:b], new[c:d])]
        pairs_by_position = by_position or (b - a) * (d - c) > MAX_PAIRS
        if same or (pairs_by_position and families[0] == families[1]):
            yield from zip(old[a:b], new[c:d], strict=True)
        else:
            yield from _similar(old[a:b], new[c:d], text, family)


def _similar(
    old: Sequence[T], new: Sequence[T], text: Callable[[T], str], family: Callable[[T], str]
) -> Iterator[Pair[T]]:
    """The pairs whose similarities add up to the most."""
    best = _best(old, new, text, family)
    i = j = 0
    while i < len(old) or j < len(new):
        if best and i < len(old) and j < len(new) and best[i][j] > max(best[i + 1][j], best[i][j + 1]):
            yield old[i], new[j]
            i, j = i + 1, j + 1
        elif i < len(old) and (j == len(new) or not best or best[i][j] == best[i + 1][j]):
            yield old[i], None
            i += 1
        else:
            yield None, new[j]
            j += 1


def _best(
    old: Sequence[T], new: Sequence[T], text: Callable[[T], str], family: Callable[[T], str]
) -> list[list[float]]:
    """[i][j]: the most that old[i:] and new[j:] add up to; [] where there are too many to try."""
    if len(old) * len(new) > MAX_PAIRS:
        return []
    shapes = [[(family(item), _bigrams(text(item))) for item in items] for items in (old, new)]
    best = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]
    for i in range(len(old) - 1, -1, -1):
        for j in range(len(new) - 1, -1, -1):
            skipped = max(best[i + 1][j], best[i][j + 1])
            likeness = _likeness(shapes[0][i], shapes[1][j])
            taken = best[i + 1][j + 1] + likeness if likeness >= MIN_SIMILARITY else 0.0
            best[i][j] = max(skipped, taken)
    return best


def _likeness(old: tuple[str, set[str]], new: tuple[str, set[str]]) -> float:
    if old[0] != new[0]:
        return 0.0
    return 2 * len(old[1] & new[1]) / max(1, len(old[1]) + len(new[1]))


def _bigrams(text: str) -> set[str]:
    return {text[i : i + 2] for i in range(max(1, len(text) - 1))}
