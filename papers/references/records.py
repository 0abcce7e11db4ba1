"""A reference as tags and values, before their meaning is interpreted."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from issues.importing.source import Remark

OUTSIDE = "不在任何一条文献里"


@dataclass(frozen=True, slots=True)
class Value:
    tag: str
    text: str


@dataclass(slots=True)
class Record:
    """`line` counts from 1."""

    line: int
    values: list[Value] = field(default_factory=list)
    raw: str = ""

    def values_of(self, tags: tuple[str, ...]) -> Iterator[Value]:
        """The values that are not blank, in the order of `tags`."""
        for tag in tags:
            yield from (value for value in self.values if value.tag == tag and value.text.strip())


@dataclass(frozen=True, slots=True)
class Split:
    """A file as records; `strays` are remarks on lines in no record."""

    records: list[Record]
    strays: list[Remark]


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """What the tags of a format mean: for each field of an abstract the tags with its value, the best first; and the
    Chinese names of tags that have no field. `plumbing` are tags without information on the paper. A tag of `shorter`
    has less information than the tag it maps to, and counts only where the record lacks that one."""

    means: Mapping[str, tuple[str, ...]]
    names: Mapping[str, str]
    plumbing: frozenset[str] = frozenset()
    shorter: Mapping[str, str] = field(default_factory=dict)

    def values_of(self, record: Record, meaning: str) -> Iterator[Value]:
        there = {value.tag for value in record.values if value.text.strip()}
        tags = (tag for tag in self.means.get(meaning, ()) if self.shorter.get(tag) not in there)
        yield from record.values_of(tuple(tags))

    @property
    def tags(self) -> frozenset[str]:
        return (
            frozenset(tag for tags in self.means.values() for tag in tags) | self.plumbing | set(self.names)
        )

    def unused(self, record: Record) -> Iterator[str]:
        used = {tag for tags in self.means.values() for tag in tags} | self.plumbing
        for value in record.values:
            if value.tag not in used and value.text.strip():
                name = self.names.get(value.tag, value.tag)
                yield name if name == value.tag else f"{name}（{value.tag}）"


def with_year(values: list[Value], day_tag: str, year_tag: str) -> list[Value]:
    """Joins Feb 15 in one value and 2026 in another to one date, in the value of the day."""
    year = next((value.text.strip() for value in values if value.tag == year_tag), "")
    return [
        Value(day_tag, f"{year} {value.text.strip()}")
        if value.tag == day_tag and year and value.text.strip() and not re.search(r"\d{4}", value.text)
        else value
        for value in values
    ]
