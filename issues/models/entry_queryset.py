"""Query sets of entries. Their writes pass the guard and are recorded in the history."""

from collections import defaultdict
from collections.abc import Iterable
from functools import reduce
from itertools import chain
from operator import or_
from typing import TYPE_CHECKING, Any, Self

from django.db.models import F, Max, Q, TextField, Value
from django.db.models.functions import Concat

from issues.fields.values import NamesField
from issues.models.bases.content_lock import acting_now, admit_change
from issues.models.bases.guard import GuardedQuerySet
from issues.models.bases.history import recording
from issues.models.name_record import NameRecord

if TYPE_CHECKING:
    from issues.models.entry import Entry

PLACING = {"section", "section_id", "position"}


class EntryQuerySet(GuardedQuerySet["Entry"]):
    def pooled(self) -> Self:
        """Entries of the material pool: those in no issue."""
        return self.filter(section=None)

    def matching(self, words: Iterable[str]) -> Self:
        """Entries with each of these words in one of the `searched` fields."""
        matches = self
        for word in words:
            anywhere = (Q(**{f"{name}__icontains": word}) for name in self.model.searched)
            matches = matches.filter(reduce(or_, anywhere))
        return matches

    def naming(self, name: str) -> Self:
        """Entries whose `named_in` field is this name, or has it as one of several."""
        field = self.model._meta.get_field(self.model.named_in) if self.model.named_in else None
        if field is None:
            return self.none()
        if not isinstance(field, NamesField):
            return self.filter(**{field.name: name})
        line_end = Value("\n")
        listed = Concat(line_end, F(field.name), line_end, output_field=TextField())
        return self.alias(listed=listed).filter(listed__contains=f"\n{name}\n")

    def in_issue(self, issue_id: int) -> Self:
        return self.filter(section__issue=issue_id)

    def for_document(self) -> Self:
        """With everything that `to_document` needs, in a query or two."""
        return self.prefetch_related(*self.model.document_relations)

    def update(self, **kwargs: Any) -> int:
        with recording():
            written = {} if kwargs.keys() <= PLACING else self._writers_joined()
            self._admit_entering(self.model.issue_ids_of_values(kwargs))
            count = super().update(**kwargs)
            for writers, pks in written.items():
                self.model.objects.filter(pk__in=pks).unguarded().update(written_by=list(writers))
            return count

    def _admit_entering(self, issue_ids: set[int]) -> None:
        """Adds the writers of entries that are moved into these issues to the writers of the issues."""
        entering = self.order_by().exclude(section__issue__in=issue_ids)
        if issue_ids and (rows := list(entering.values_list("written_by", flat=True))):
            admit_change(issue_ids, writers=chain.from_iterable(rows))

    def _writers_joined(self) -> dict[tuple[int, ...], list[int]]:
        """The keys of the rows that the current actor has not written before, by the writers that they will have."""
        by_writers: dict[tuple[int, ...], list[int]] = defaultdict(list)
        for pk, writers in self.order_by().values_list("pk", "written_by") if acting_now() else ():
            if joined := set(acting_now()) - set(writers):
                by_writers[(*writers, *joined)].append(pk)
        return by_writers

    def beyond_order(self, values: dict[str, Any]) -> Self:
        """Setting the section that a row has already is no change."""
        if values.keys() <= PLACING:
            target = values.get("section", values.get("section_id"))
            return self.exclude(section=target) if values.keys() - {"position"} else self.none()
        return self

    def bulk_create(self, objs: Iterable["Entry"], *args: Any, **kwargs: Any) -> list["Entry"]:
        rows = list(objs)
        for row in rows:
            row.written_by = list(dict.fromkeys((*row.written_by, *acting_now())))
        with recording() as history:
            created = super().bulk_create(rows, *args, **kwargs)
            history.note_new(created)
            return created

    def overwrite(self, rows: list["Entry"], fields: list[str], *, batch_size: int) -> None:
        """Writes these fields of stored rows, with INSERT … ON CONFLICT DO UPDATE, which is many times faster than
        `bulk_update`. The writers are set in the rows already."""
        with recording() as history:
            for at in range(0, len(rows), batch_size):
                batch = rows[at : at + batch_size]
                stored = self.filter(pk__in=[row.pk for row in batch])
                admit_change(stored.issue_ids())
                stored.refuse_passed()
                history.note(self.model.entries_of(stored))
                self.unguarded().bulk_create(
                    batch,
                    update_conflicts=True,
                    update_fields=fields,
                    unique_fields=[self.model._meta.pk.name],
                )

    def relink(self, record: str, to: NameRecord) -> int:
        """Points entries at another name record. Unguarded, because the printed name is the content, not the key."""
        if record not in self.model.name_records:
            raise ValueError(f"{record} is content")
        return self.unguarded().update(**{record: to})

    def next_position(self) -> int:
        return (self.aggregate(last=Max("position"))["last"] or 0) + 1
