"""What the page shows before anything is stored: each abstract that was read, and what is to be said of it."""

from dataclasses import dataclass, replace

from issues.editing.placement import placement_name
from issues.importing.source import Remark
from papers.document import JournalAbstract as Abstract
from papers.models import JournalAbstract
from papers.reference_import.batch import Batch
from papers.reference_import.duplicates import Duplicates, find_duplicates
from papers.references import ReadAbstract, References

REMARKS_SHOWN = 200


@dataclass(frozen=True, slots=True)
class Held:
    """The same paper, where we have it already."""

    pk: int
    title: str
    standing: str


@dataclass(frozen=True, slots=True)
class Row:
    """`twin` is the number, from 1, of the same paper before it in this upload."""

    place: int
    source: str
    found: ReadAbstract
    missing: tuple[str, ...]
    held: tuple[Held, ...]
    twin: int | None
    is_chosen: bool

    @property
    def number(self) -> int:
        return self.place + 1

    @property
    def abstract(self) -> Abstract:
        return self.found.abstract


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
    """`newly_known`: places of those that became duplicates since the page was shown; `imported`: of those that were
    stored from this very page, by whoever goes back to it or presses its button twice."""

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
        return sum(bool(row.held or row.twin) for row in self.rows)


def preview(batch: Batch, user_id: int, *, chosen: set[int] | None = None) -> Preview:
    """`chosen`: what the person ticked before; at first what is neither a duplicate nor anything but an article."""
    likenesses = find_duplicates(batch.abstracts)
    known = {place for place, likeness in enumerate(likenesses) if likeness}
    newly = frozenset() if chosen is None else frozenset(known - set(batch.known))
    return Preview(
        sources=[Source(name, references) for name, references in batch.read],
        rows=[_row(batch, place, likeness, chosen, newly) for place, likeness in enumerate(likenesses)],
        signed=replace(batch, known=tuple(sorted(known))).signed(user_id),
        newly_known=newly,
        imported=frozenset() if chosen is None else _imported(batch),
    )


def _imported(batch: Batch) -> frozenset[int]:
    own = {abstract.uid: place for place, abstract in enumerate(batch.abstracts)}
    stored = JournalAbstract.objects.filter(uid__in=own).values_list("uid", flat=True)
    return frozenset(own[uid] for uid in stored)


def _row(
    batch: Batch, place: int, likeness: Duplicates, chosen: set[int] | None, newly: frozenset[int]
) -> Row:
    source, found = batch.found[place]
    wanted = (found.is_article and not likeness) if chosen is None else place in chosen - newly
    return Row(
        place=place,
        source=source,
        found=found,
        missing=JournalAbstract.from_document(found.abstract).missing,
        held=tuple(Held(row.pk, row.heading, placement_name(row.section)) for row in likeness.held),
        twin=None if likeness.earlier is None else likeness.earlier + 1,
        is_chosen=wanted,
    )
