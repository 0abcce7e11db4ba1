"""Which names may stand for the same: hints for people, who decide. The cost grows with the length of all names, not with
the square of their number."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations

_NOISE = re.compile(r"[\W_]+")
_ASIDE = re.compile(r"[（(][^（）()]*[）)]$")
SHORTEST = 3
MOST_ALIKE = 40
"""Names of one beginning and ending that are compared with each other."""
Pair = tuple[int, int]
Names = tuple[int, Iterable[str]]


@dataclass(frozen=True, slots=True)
class Likeness:
    """`written_out` has the full form for patterns of short ones. `is_ending` says which names mean something as the ending
    of a longer one. A name whose signs stand in a longer one in the same order is short for it where the
    first `agreeing` signs and the last are the same and it has no more than `longest_short` signs; 0 agreeing: never."""

    written_out: tuple[tuple[str, str], ...] = ()
    is_ending: Callable[[str], bool] = lambda name: False
    agreeing: int = 0
    longest_short: int = 40

    def plain(self, name: str) -> str:
        """Without what is written now so, now so."""
        text = _NOISE.sub("", _ASIDE.sub("", unicodedata.normalize("NFKC", name)).casefold())
        for full, short in self.written_out:
            text = re.sub(short, full, text)
        return text


def alike(records: Iterable[Names], likeness: Likeness) -> list[Pair]:
    """Pairs of keys, the lower first, of records with a name or an alias that may stand for the same."""
    holders: dict[str, set[int]] = defaultdict(set)
    for key, names in records:
        for name in names:
            if len(plain := likeness.plain(name)) >= SHORTEST:
                holders[plain].add(key)
    found = [*_equal(holders), *_endings(holders, likeness), *_short_forms(holders, likeness)]
    return sorted({(min(pair), max(pair)) for pair in found if pair[0] != pair[1]})


def _equal(holders: dict[str, set[int]]) -> Iterator[Pair]:
    for keys in holders.values():
        yield from combinations(sorted(keys), 2)


def _endings(holders: dict[str, set[int]], likeness: Likeness) -> Iterator[Pair]:
    endings = {name for name in holders if likeness.is_ending(name)}
    for name, keys in holders.items():
        for start in range(1, len(name)):
            if (ending := name[start:]) in endings:
                yield from ((one, other) for one in keys for other in holders[ending])


def _short_forms(holders: dict[str, set[int]], likeness: Likeness) -> Iterator[Pair]:
    if not likeness.agreeing:
        return
    groups: dict[tuple[str, str], list[str]] = defaultdict(list)
    for name in holders:
        groups[name[: likeness.agreeing], name[-1]].append(name)
    for names in groups.values():
        for one, other in combinations(sorted(names, key=len)[:MOST_ALIKE], 2):
            if len(one) <= likeness.longest_short and len(one) < len(other) and _is_within(one, other):
                yield from ((a, b) for a in holders[one] for b in holders[other])


def _is_within(short: str, long: str) -> bool:
    """All its signs stand there in this order."""
    rest = iter(long)
    return all(sign in rest for sign in short)
