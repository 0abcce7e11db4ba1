"""Computes the printed order and numbers of the entries below one heading, for pages, PDF, Word file and admin.

Entries are printed in the editor's order, except for kinds whose table groups rows with the same name (the news of
one hospital): all rows of a name follow its first one and share its number.
"""

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Generic, TypeVar

from issues.document.kinds import entry_kind

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class PrintedItem(Generic[T]):
    """`position` is the position in the editor's order, from 1; `number` the printed number, which the rows of one `block`
    share; `label` is printed before the title or in the number column: "1.", "1" or ""."""

    item: T
    position: int
    number: int
    label: str
    block: Hashable
    is_first_of_block: bool = True


def in_printed_order(
    items: Sequence[T], *, kind: Callable[[T], str], name: Callable[[T], Hashable]
) -> list[PrintedItem[T]]:
    """`items` are below one heading, in the editor's order; `name` is only called for kinds that group by it."""
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
    kind = entry_kind(key)
    blocks: dict[Any, list[tuple[int, T]]] = {}
    for position, item in run:
        blocks.setdefault(name(item) if kind.grouped_by else position, []).append((position, item))
    for count, (block, members) in enumerate(blocks.items(), 1):
        for index, (position, item) in enumerate(members):
            number = count if kind.grouped_by else position
            label = str(number) if kind.is_table else "" if is_alone else f"{number}."
            yield PrintedItem(item, position, number, label, (key, block), index == 0)
