"""All entries of an issue as light rows, in one query whatever their kinds and number."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Case, F, QuerySet, TextField, Value, When
from django.db.models.functions import Cast, Concat

from issues.document import printed_order
from issues.document.kinds import EntryKind, entry_kind, entry_kinds
from issues.document.printed_order import PrintedItem
from issues.document.word_count import count_rich_words, count_words
from issues.fields.rich_text import RichTextField
from issues.models import Entry, Issue, Section, entry_model


@dataclass(frozen=True, slots=True)
class EntryRow:
    """`missing` holds the Chinese names of the fields that review would ask for; `gathered` is the name by which print
    gathers entries of this kind, "" if it does not; `words` is counted only if asked for."""

    kind: EntryKind
    pk: int
    uid: UUID
    section_id: int | None
    position: int
    title: str
    detail: str
    missing: tuple[str, ...]
    updated_at: datetime
    gathered: str = ""
    words: int = 0


def in_print(rows: Sequence[EntryRow]) -> list[PrintedItem[EntryRow]]:
    """Those of one section or part, in order, as they are printed."""
    return printed_order.in_printed_order(rows, kind=lambda row: row.kind.key, name=lambda row: row.gathered)


def in_reading_order(sections: Iterable[Section], rows: Iterable[EntryRow]) -> list[EntryRow]:
    """All of an issue as they are printed: in each section its own entries, then those of its parts."""
    by_section: dict[int | None, list[EntryRow]] = defaultdict(list)
    for row in rows:
        by_section[row.section_id].append(row)
    ordered = sorted(sections, key=lambda section: (section.position, section.pk))
    headings = [
        heading
        for section in ordered
        if section.parent_id is None
        for heading in (section, *(part for part in ordered if part.parent_id == section.pk))
    ]
    return [each.item for heading in headings for each in in_print(by_section[heading.pk])]


def entry_rows(issue: Issue, *, counted: bool = False) -> list[EntryRow]:
    """In order within each section; `counted`, with the number of words of each."""
    return _union((entry_model(kind).objects.in_issue(issue.pk) for kind in entry_kinds()), counted=counted)


def pooled_rows(narrowed: "Iterable[QuerySet[Entry]] | None" = None) -> list[EntryRow]:
    """The material pool, or these querysets of it, the newest first. One query."""
    rows = _union(narrowed or (entry_model(kind).objects.pooled() for kind in entry_kinds()))
    return sorted(rows, key=lambda row: row.updated_at, reverse=True)


def _union(querysets: "Iterable[QuerySet[Entry]]", *, counted: bool = False) -> list[EntryRow]:
    first, *others = [_light(rows, counted=counted) for rows in querysets]
    return [
        _row(*values) for values in first.union(*others, all=True).order_by("position", "created_at", "pk")
    ]


def _light(rows: "QuerySet[Entry]", *, counted: bool) -> Any:
    model = rows.model
    text = F(model.counted) if counted and model.counted else Value("")
    return (
        rows.order_by()
        .annotate(
            row_kind=Value(model.document_type.kind, output_field=TextField()),
            row_title=Cast(model.heading_expression(), TextField()),
            row_detail=Cast(model.detail_expression(), TextField()),
            row_missing=_missing(model),
            row_gathered=_gathered(model),
            row_text=Cast(text, TextField()),
        )
        .values_list(*COLUMNS)
    )


COLUMNS = (
    "row_kind",
    "pk",
    "uid",
    "section_id",
    "position",
    "row_title",
    "row_detail",
    "row_missing",
    "updated_at",
    "row_gathered",
    "row_text",
    "created_at",
)


def _gathered(model: type[Entry]) -> Cast:
    name = entry_kind(model.document_type.kind).grouped_by
    return Cast(F(name) if name else Value(""), TextField())


def _missing(model: type[Entry]) -> Concat:
    """The names of the empty fields, each followed by a blank."""
    fields = [model._meta.get_field(name) for name in model.needed]
    cases = [
        Case(When(**{field.name: ""}, then=Value(f"{field.verbose_name} ")), default=Value(""))  # type: ignore[union-attr]
        for field in fields
    ]
    return Concat(*cases, Value(""), Value(""), output_field=TextField())


def _row(kind: str, pk: int, uid: UUID, section_id: int, position: int, *columns: Any) -> EntryRow:
    title, detail, missing, updated_at, gathered, text, _ = columns
    entry_type = entry_kind(kind)
    return EntryRow(
        entry_type,
        pk,
        uid,
        section_id,
        position,
        title,
        detail,
        tuple(missing.split()),
        updated_at,
        gathered,
        count_in(entry_model(entry_type), text) if entry_model(entry_type).counted else count_words(title),
    )


def count_in(model: type[Entry], text: str) -> int:
    """The words of the text that such an entry consists of."""
    is_rich = isinstance(model._meta.get_field(model.counted), RichTextField)
    return count_rich_words(text) if is_rich else count_words(text)
