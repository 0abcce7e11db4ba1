"""Tables of entries: found by title and by what the printed name stands for; what is new goes to the material pool."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any, ClassVar

from django.db import models
from django.utils import timezone

from issues.content.guarding import acting_now, why_locked, why_passed
from issues.models import AuthorityRecord, Entry, Issue
from issues.tables.grid import Grid
from issues.tables.resource import BATCH, TableResource, batched
from issues.tables.rows import Key, Row

NAMED = 8


class EntryTable(TableResource):
    """`record` is the model of the names on record, `printed` the column with the name as printed."""

    record: ClassVar[type[AuthorityRecord]]
    printed: ClassVar[str]

    class Meta(TableResource.Meta):
        pass

    def load(self, dataset: Grid) -> None:
        self.known = self.record._default_manager.by_name()
        self.stored: dict[Key, list[Entry]] = defaultdict(list)
        for titles in batched(self._told(dataset, "title")):
            for entry in self._rows(titles):
                self.stored[self.key_of(entry)].append(entry)
        self._note_unknown(dataset)

    def candidates(self, row: Row) -> Sequence[models.Model]:
        title, printed = (self._text(row, name) for name in ("title", self.printed))
        return self.stored.get((title, self.known.get(printed, printed)), [])

    def changeable(self, found: Sequence[Any]) -> Sequence[Any]:
        return [entry for entry in found if entry.section is None or entry.section.issue.is_editable]

    def key_of(self, instance: Any) -> Key:
        printed = getattr(instance, self.printed)
        return (instance.title, self.known.get(printed, printed))

    def faults(self, instance: Entry) -> dict[str, list[str]]:
        issue = instance.section.issue if instance.section else None
        locked = issue and (why_locked(issue) or _why_passed(issue, instance))
        return {"__all__": [f"这一条已在期刊里：{locked}"]} if locked else {}

    def store(self, new: list[Any], changed: list[Any]) -> None:
        """An update in bulk does not ask `save`, so who wrote and when is noted here; the guard is asked all the same."""
        self._meta.model.link_authorities([*new, *changed])
        for entry in changed:
            entry.written_by = list(dict.fromkeys((*entry.written_by, *acting_now())))
            entry.updated_at = timezone.now()
        super().store(new, changed)

    def overwrite(self, changed: list[Any]) -> None:
        self._meta.model.objects.overwrite(changed, self.written_fields, batch_size=BATCH)

    @property
    def written_fields(self) -> list[str]:
        return [*super().written_fields, *self._meta.model.authorities, "written_by", "updated_at"]

    def _rows(self, titles: list[str]) -> Any:
        """Their issues are locked before them, as the guard does it."""
        rows = self._meta.model.objects.filter(title__in=titles)
        if self.expected:
            list(Issue.objects.select_for_update().filter(pk__in=rows.touched() - {None}).values_list("pk"))
        return self.locked(rows).select_related("section__issue").order_by("pk")

    def _told(self, dataset: Grid, name: str) -> list[str]:
        heading = self.fields[name].column_name
        place = dataset.headers.index(heading)
        return [row[place].strip() for row in dataset.rows]

    def _text(self, row: Row, name: str) -> str:
        return str(row[self.fields[name].column_name]).strip()

    def _note_unknown(self, dataset: Grid) -> None:
        told = dict.fromkeys(self._told(dataset, self.printed))
        if unknown := [name for name in told if name and name not in self.known]:
            listed = "、".join(name[:40] for name in unknown[:NAMED]) + ("……" if len(unknown) > NAMED else "")
            label = self.record._meta.verbose_name
            dataset.notes.append(f"{label}里没有的 {len(unknown)} 个名称，导入时会自动登记：{listed}。")


def _why_passed(issue: Issue, entry: Entry) -> str | None:
    return why_passed([issue.pk], {entry.uid}) if issue.status == Issue.Status.RETURNED else None
