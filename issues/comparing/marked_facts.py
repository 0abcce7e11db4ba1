"""Marks the facts of an entry that changed."""

from collections.abc import Iterator, Sequence
from typing import cast

from issues.comparing.lines import mark_names
from issues.comparing.marked_strings import MarkedText
from issues.document.facts import Fact
from issues.document.partial_date import PartialDate


class MarkedFact(Fact):
    """A fact with marked text as its only value. It never counts as stated in the text, so that its change is always shown."""

    @property
    def text(self) -> str:
        (marked,) = self.values
        return cast(MarkedText, marked)

    def is_stated_in(self, text: str, *, year: int) -> bool:
        return False


def marked_facts(old: Sequence[Fact], new: Sequence[Fact]) -> tuple[Fact, ...]:
    """The facts of `new` in their order, then the removed ones."""
    return tuple(_facts({f.label: f for f in old}, {f.label: f for f in new}))


def _facts(old: dict[str, Fact], new: dict[str, Fact]) -> Iterator[Fact]:
    for label in dict.fromkeys((*new, *old)):
        before, after = old.get(label), new.get(label)
        if before and after and before.values == after.values:
            yield after
            continue
        names = mark_names(_texts(before), _texts(after))
        yield MarkedFact(label, (MarkedText("、".join(names)),), (after or old[label]).url)


def _texts(fact: Fact | None) -> list[str]:
    return [v.in_chinese if isinstance(v, PartialDate) else v for v in fact.values] if fact else []
