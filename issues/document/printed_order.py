"""The order in which the entries below one heading are printed, and their numbers. The pages, the print, the Word file
and the office all follow it.

Entries stand as the editor ordered them, but for kinds that print as one table in which equal names stand together
(the news of one hospital): such a name stands where it first occurs and gathers all of its rows under one number.
"""

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Generic, TypeVar

from issues.document.kinds import entry_kind

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class PrintedItem(Generic[T]):
    """`place` is where the editor put it, from 1; `number` what is printed as its number, shared by a `block` of
    rows of one name; `label` stands before a title, or in the column of numbers: "1.", "1" or ""."""

    item: T
    place: int
    number: int
    label: str
    block: Hashable
    is_first_of_block: bool = True


def in_printed_order(
    items: Sequence[T], *, kind: Callable[[T], str], name: Callable[[T], Hashable]
) -> list[PrintedItem[T]]:
    """`items` stand below one heading, in the editor's order. `name` is asked for kinds that gather by it alone."""
    placed = list(enumerate(items, 1))
    return [
        printed
        for key, run in groupby(placed, key=lambda each: kind(each[1]))
        for printed in _run(list(run), key, name, is_alone=len(items) == 1)
    ]


def _run(
    run: list[tuple[int, T]], key: str, name: Callable[[T], Hashable], *, is_alone: bool
) -> Iterable[PrintedItem[T]]:
    """Consecutive entries of one kind."""
    found = entry_kind(key)
    blocks: dict[Any, list[tuple[int, T]]] = {}
    for place, item in run:
        blocks.setdefault(name(item) if found.grouped_by else place, []).append((place, item))
    for count, (block, members) in enumerate(blocks.items(), 1):
        for at, (place, item) in enumerate(members):
            number = count if found.grouped_by else place
            label = str(number) if found.is_table else "" if is_alone else f"{number}."
            yield PrintedItem(item, place, number, label, (key, block), at == 0)
