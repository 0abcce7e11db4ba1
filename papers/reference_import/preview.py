"""What the page shows before anything is stored: each abstract that was read, with duplicates and notes."""

from dataclasses import dataclass, replace

from issues.editing.placement import placement_name
from issues.exporting.printable import Fault, unprintable_fields, unprintable_sentence
from issues.importing.source import Remark
from papers.document import JournalAbstract as Abstract
from papers.models import JournalAbstract
from papers.reference_import.batch import Batch
from papers.reference_import.duplicates import Duplicates, find_duplicates
from papers.references import ReadAbstract, References

REMARKS_SHOWN = 200


@dataclass(frozen=True, slots=True)
class StoredAbstract:
    """The same paper, stored already."""

    pk: int
    title: str
    placement: str


@dataclass(frozen=True, slots=True)
class Row:
    """`earlier` is the number, from 1, of the same paper before it in this upload."""

    index: int
    source: str
    record: ReadAbstract
    missing: tuple[str, ...]
    stored: tuple[StoredAbstract, ...]
    earlier: int | None
    is_chosen: bool

    @property
    def number(self) -> int:
        return self.index + 1

    @property
    def abstract(self) -> Abstract:
        return self.record.abstract

    @property
    def notes(self) -> tuple[str, ...]:
        """Of reading it, and about characters that cannot be printed."""
        reason = unprintable_sentence(_unprintable(self.abstract))
        return (*self.record.notes, f"{reason}，导入后请改写") if reason else self.record.notes


@dataclass(frozen=True, slots=True)
class Source:
    name: str
    references: References

    @property
    def remarks(self) -> tuple[Remark, ...]:
        return self.references.remarks[:REMARKS_SHOWN]

    @property
    def remarks_left_out(self) -> int:
        return max(len(self.references.remarks) - REMARKS_SHOWN, 0)


@dataclass(frozen=True, slots=True)
class Preview:
    """`newly_known`: indexes of abstracts that became duplicates since the page was shown; `imported`: of those that were
    stored from this page already, by somebody who goes back to it or presses its button twice."""

    sources: list[Source]
    rows: list[Row]
    signed: str
    newly_known: frozenset[int]
    imported: frozenset[int]

    @property
    def chosen(self) -> int:
        return sum(row.is_chosen for row in self.rows)

    @property
    def known(self) -> int:
        return sum(bool(row.stored or row.earlier) for row in self.rows)


def preview(batch: Batch, user_id: int, *, chosen: set[int] | None = None) -> Preview:
    """`chosen`: the indexes that the person ticked; at first all articles that are no duplicates."""
    all_duplicates = find_duplicates(batch.abstracts)
    known = {index for index, duplicates in enumerate(all_duplicates) if duplicates}
    newly = frozenset() if chosen is None else frozenset(known - set(batch.known))
    return Preview(
        sources=[Source(name, references) for name, references in batch.read],
        rows=[
            _row(batch, index, duplicates, chosen, newly) for index, duplicates in enumerate(all_duplicates)
        ],
        signed=replace(batch, known=tuple(sorted(known))).signed(user_id),
        newly_known=newly,
        imported=frozenset() if chosen is None else _imported(batch),
    )


def _unprintable(abstract: Abstract) -> list[Fault]:
    fields = {field.name: str(field.verbose_name) for field in JournalAbstract._meta.concrete_fields}
    return [(fields.get(name, name), characters) for name, characters in unprintable_fields(abstract)]


def _imported(batch: Batch) -> frozenset[int]:
    own = {abstract.uid: index for index, abstract in enumerate(batch.abstracts)}
    stored = JournalAbstract.objects.filter(uid__in=own).values_list("uid", flat=True)
    return frozenset(own[uid] for uid in stored)


def _row(
    batch: Batch, index: int, duplicates: Duplicates, chosen: set[int] | None, newly: frozenset[int]
) -> Row:
    source, record = batch.records[index]
    wanted = (record.is_article and not duplicates) if chosen is None else index in chosen - newly
    return Row(
        index=index,
        source=source,
        record=record,
        missing=JournalAbstract.from_document(record.abstract).missing,
        stored=tuple(
            StoredAbstract(row.pk, row.heading, placement_name(row.section)) for row in duplicates.stored
        ),
        earlier=None if duplicates.earlier is None else duplicates.earlier + 1,
        is_chosen=wanted,
    )
