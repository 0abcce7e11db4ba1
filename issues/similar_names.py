"""Finds names that may mean the same institution or journal. The results are suggestions; a person decides."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations

_PUNCTUATION = re.compile(r"[\W_]+")
_FINAL_BRACKETS = re.compile(r"[（(][^（）()]*[）)]$")
MIN_COMPARED_LENGTH = 3
MAX_GROUP_SIZE = 40
"""Names with the same beginning and end that are compared with each other."""
MAX_SUGGESTIONS = 3
MIN_SUGGESTED_LENGTH = 2
"""A single character occurs in too many names."""
Pair = tuple[int, int]
Names = tuple[int, Iterable[str]]


@dataclass(frozen=True, slots=True)
class SimilarityRules:
    """How names of one kind are compared.

    `abbreviations` are pairs (full form, regular expression of its short forms). `is_ending` returns whether a name
    also identifies its owner as the ending of a longer name. A name is an abbreviation of a longer one that contains
    its characters in the same order if the first `equal_at_start` characters and the last are equal, and it has at most
    `max_short_length` characters; 0 for `equal_at_start` turns this rule off.
    """

    abbreviations: tuple[tuple[str, str], ...] = ()
    is_ending: Callable[[str], bool] = lambda name: False
    equal_at_start: int = 0
    max_short_length: int = 40

    def normalized(self, name: str) -> str:
        """`name` without case, punctuation, final brackets and abbreviations."""
        text = unicodedata.normalize("NFKC", name)
        text = _PUNCTUATION.sub("", _FINAL_BRACKETS.sub("", text).casefold())
        for full, short in self.abbreviations:
            text = re.sub(short, full, text)
        return text


def similar_pairs(records: Iterable[Names], rules: SimilarityRules) -> list[Pair]:
    """Pairs of record keys, the lower first, whose names or aliases may mean the same.

    The time grows with the total length of all names, not with the square of their number.
    """
    keys_by_name: dict[str, set[int]] = defaultdict(set)
    for key, names in records:
        for name in names:
            if len(normalized := rules.normalized(name)) >= MIN_COMPARED_LENGTH:
                keys_by_name[normalized].add(key)
    pairs = [*_equal(keys_by_name), *_endings(keys_by_name, rules), *_abbreviations(keys_by_name, rules)]
    return sorted({(min(pair), max(pair)) for pair in pairs if pair[0] != pair[1]})


def suggestions(name: str, known: Iterable[str]) -> list[str]:
    """The known names that a new name may mean, the closest first: 协和 means 北京协和医院, 国家卫健委 means 国家卫生健康委员会.

    One of the two names contains the characters of the other in the same order.
    """
    if len(name) < MIN_SUGGESTED_LENGTH:
        return []
    similar = [
        other
        for other in known
        if other != name and (_is_short_for(name, other) or _is_short_for(other, name))
    ]
    return sorted(similar, key=lambda other: (abs(len(other) - len(name)), other))[:MAX_SUGGESTIONS]


def suggestion_text(name: str, known: Iterable[str]) -> str:
    """是不是“北京协和医院”？; "" without a suggestion."""
    names = "、".join(f"“{other}”" for other in suggestions(name, known))
    return f"是不是{names}？" if names else ""


def _equal(keys_by_name: dict[str, set[int]]) -> Iterator[Pair]:
    for keys in keys_by_name.values():
        yield from combinations(sorted(keys), 2)


def _endings(keys_by_name: dict[str, set[int]], rules: SimilarityRules) -> Iterator[Pair]:
    endings = {name for name in keys_by_name if rules.is_ending(name)}
    for name, keys in keys_by_name.items():
        for start in range(1, len(name)):
            if (ending := name[start:]) in endings:
                yield from ((key, other) for key in keys for other in keys_by_name[ending])


def _abbreviations(keys_by_name: dict[str, set[int]], rules: SimilarityRules) -> Iterator[Pair]:
    if not rules.equal_at_start:
        return
    groups: dict[tuple[str, str], list[str]] = defaultdict(list)
    for name in keys_by_name:
        groups[name[: rules.equal_at_start], name[-1]].append(name)
    for names in groups.values():
        for short, long in combinations(sorted(names, key=len)[:MAX_GROUP_SIZE], 2):
            if (
                len(short) <= rules.max_short_length
                and len(short) < len(long)
                and _contains_in_order(long, short)
            ):
                yield from ((a, b) for a in keys_by_name[short] for b in keys_by_name[long])


def _is_short_for(short: str, long: str) -> bool:
    return MIN_SUGGESTED_LENGTH <= len(short) < len(long) and _contains_in_order(long, short)


def _contains_in_order(long: str, short: str) -> bool:
    """Whether `long` contains all characters of `short` in the same order."""
    rest = iter(long)
    return all(character in rest for character in short)  # `in` consumes the iterator up to the match
