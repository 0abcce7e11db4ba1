"""All entries of an issue as light rows, in one query whatever their kinds and number."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Case, F, QuerySet, TextField, Value, When
from django.db.models.functions import Cast, Concat

from issues import printed_order
from issues.models import Entry, Issue
from issues.printed_order import Printed
from issues.sections import EntryKind, entry_kind, entry_kinds


@dataclass(frozen=True, slots=True)
class EntryRow:
    """`missing` holds the Chinese names of the fields that review would ask for; `gathered` is the name by which print
    gathers entries of this kind, "" where it does not."""

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


def in_print(rows: Sequence[EntryRow]) -> list[Printed[EntryRow]]:
    """Those of one section or part, in order, as they are printed."""
    return printed_order.in_print(rows, kind=lambda row: row.kind.key, name=lambda row: row.gathered)


def entry_rows(issue: Issue) -> list[EntryRow]:
    """In order within each section."""
    return _union(kind.model.objects.in_issue(issue.pk) for kind in entry_kinds())


def pooled_rows() -> list[EntryRow]:
    """The material pool, the newest first."""
    rows = _union(kind.model.objects.pooled() for kind in entry_kinds())
    return sorted(rows, key=lambda row: row.updated_at, reverse=True)


def _union(querysets: "Iterable[QuerySet[Entry]]") -> list[EntryRow]:
    first, *others = [_light(rows) for rows in querysets]
    return [
        _row(*values) for values in first.union(*others, all=True).order_by("position", "created_at", "pk")
    ]


def _light(rows: "QuerySet[Entry]") -> Any:
    model = rows.model
    return (
        rows.order_by()
        .annotate(
            row_kind=Value(model.document_type.kind, output_field=TextField()),
            row_title=Cast(model.heading_expression(), TextField()),
            row_detail=Cast(model.detail_expression(), TextField()),
            row_missing=_missing(model),
            row_gathered=_gathered(model),
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
    "created_at",
)


def _gathered(model: type[Entry]) -> Cast:
    name = entry_kind(model.document_type.kind).gathered_by
    return Cast(F(name) if name else Value(""), TextField())


def _missing(model: type[Entry]) -> Concat:
    """The names of the empty fields, each followed by a blank."""
    fields = [model._meta.get_field(name) for name in model.needed]
    cases = [
        Case(When(**{field.name: ""}, then=Value(f"{field.verbose_name} ")), default=Value(""))  # type: ignore[union-attr]
        for field in fields
    ]
    return Concat(*cases, Value(""), Value(""), output_field=TextField())


def _row(kind: str, pk: int, uid: UUID, section_id: int, position: int, *told: Any) -> EntryRow:
    title, detail, missing, updated_at, gathered, _ = told
    return EntryRow(
        entry_kind(kind),
        pk,
        uid,
        section_id,
        position,
        title,
        detail,
        tuple(missing.split()),
        updated_at,
        gathered,
    )
