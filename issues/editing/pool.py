"""Searches the material pool by words, by name, by kind and by date."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from issues.document.kinds import EntryKind
from issues.editing.entry_rows import EntryRow, pooled_rows
from issues.models import Entry, entry_model

DAYS = {"1": "今天和昨天", "7": "最近 7 天", "30": "最近 30 天"}


@dataclass(frozen=True, slots=True)
class Wanted:
    """A search. `name` is a hospital, a journal or an issuing body; `days` a key of `DAYS`; `since` an exact time, for the
    entries of one import: all that were changed since it began."""

    words: tuple[str, ...] = ()
    name: str = ""
    kind: str = ""
    days: str = ""
    since: datetime | None = None

    def __bool__(self) -> bool:
        return bool(self.words or self.name or self.kind or self.days or self.since)

    @property
    def oldest(self) -> datetime | None:
        """Entries that were changed before this time are left out."""
        if self.since or self.days not in DAYS:
            return self.since
        midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
        return midnight - timedelta(days=int(self.days))


def find(wanted: Wanted, kinds: Sequence[EntryKind]) -> list[EntryRow]:
    """The entries that match, the newest first, in one query."""
    asked = [kind for kind in kinds if wanted.kind in ("", kind.key)]
    return pooled_rows([_narrowed(wanted, kind) for kind in asked]) if asked else []


def is_empty(kinds: Sequence[EntryKind]) -> bool:
    return not any(entry_model(kind).objects.pooled().exists() for kind in kinds)


def names_in(kinds: Sequence[EntryKind]) -> list[tuple[str, list[str]]]:
    """The printed names in the entries of the pool, the most frequent first, each list with the label of its field. One
    query for each kind that has such a field."""
    lists = []
    for kind in kinds:
        if name := entry_model(kind).named_in:
            values: Any = entry_model(kind).objects.pooled().order_by().values_list(name, flat=True)
            counted = Counter(
                printed for value in values for printed in (value if isinstance(value, list) else [value])
            )
            label = str(entry_model(kind)._meta.get_field(name).verbose_name)  # type: ignore[union-attr]  # a column
            lists.append((label, [printed for printed, _ in counted.most_common() if printed]))
    return [(label, names) for label, names in lists if names]


def _narrowed(wanted: Wanted, kind: EntryKind) -> "QuerySet[Entry]":
    rows = entry_model(kind).objects.pooled().matching(wanted.words)
    if wanted.name:
        rows = rows.naming(wanted.name)
    return rows.filter(updated_at__gte=wanted.oldest) if wanted.oldest else rows
