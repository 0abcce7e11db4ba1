"""Tables of entries: found by title and by what the printed name stands for; what is new goes to the material pool, or
into the section that was chosen."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any, ClassVar

from django.db import models
from django.utils import timezone

from issues.editing.duplicates import find_duplicates
from issues.editing.placement import POOL, assign_sections, placement_name, save_placements
from issues.models import AuthorityRecord, Entry, Issue, Section
from issues.models.bases.guard import acting_now, why_locked, why_passed
from issues.models.bases.history import recording
from issues.similar_names import suggestion_text
from issues.spreadsheets.files.grid import Grid
from issues.spreadsheets.resource import BATCH, TableResource, batched
from issues.spreadsheets.results import SHOWN, Change, TableResult, TableRow
from issues.spreadsheets.rows import Key, Row, RowReader

NAMED = 8


class EntryTable(TableResource):
    """`record` is the model of the names on record, `printed` the column with the name as printed, where it tells two
    entries of one title apart.

    With a `destination` all rows stand in its issue afterwards: what is new and what waited in the pool at the end of that
    section, in the order of the table; what stood in the issue stays where it is. Entries of other issues are not touched.
    """

    record: ClassVar[type[AuthorityRecord]]
    printed: ClassVar[str] = ""

    class Meta(TableResource.Meta):
        pass

    def __init__(self, *, destination: Section | None = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.destination = destination
        self.arriving: list[Entry] = []

    def load(self, dataset: Grid) -> None:
        self.known = self.record._default_manager.by_name()
        self.stored: dict[Key, list[Entry]] = defaultdict(list)
        for titles in batched(self._told(dataset, "title")):
            for entry in self._rows(titles):
                self.stored[self.key_of(entry)].append(entry)
        self._note_unknown(dataset)

    def candidates(self, row: Row) -> Sequence[models.Model]:
        title = self._text(row, "title")
        printed = self._text(row, self.printed) if self.printed else ""
        return self.within_reach(self.stored.get((title, self.known.get(printed, printed)), []))

    def within_reach(self, found: Sequence[Entry]) -> Sequence[Entry]:
        if self.destination is None:
            return found
        issue_id = self.destination.issue_id
        here = [entry for entry in found if entry.section and entry.section.issue_id == issue_id]
        return here or [entry for entry in found if entry.section is None]

    def changeable(self, found: Sequence[Any]) -> Sequence[Any]:
        return [entry for entry in found if entry.section is None or entry.section.issue.is_editable]

    def key_of(self, instance: Any) -> Key:
        printed = getattr(instance, self.printed) if self.printed else ""
        return (instance.title, self.known.get(printed, printed))

    def moves(self, instance: Entry) -> Iterator[Change]:
        if self.destination and instance.section_id is None:
            yield Change("位置", POOL, placement_name(self.destination))

    def import_row(self, row: Row, instance_loader: RowReader, *, row_number: int, **kwargs: Any) -> TableRow:
        told = super().import_row(row, instance_loader, row_number=row_number, **kwargs)
        if (told.is_new() or told.is_update()) and told.instance.section_id is None:
            self.arriving.append(told.instance)
        return told

    def faults(self, instance: Entry) -> dict[str, list[str]]:
        issue = instance.section.issue if instance.section else None
        locked = issue and (why_locked(issue) or _why_passed(issue, instance))
        return {"__all__": [f"这一条已在：{locked}"]} if locked else {}

    @recording()
    def store(self, new: list[Any], changed: list[Any]) -> None:
        """An update in bulk does not ask `save`, so who wrote and when is noted here; the guard is asked all the same."""
        self._meta.model.link_authorities([*new, *changed])
        moved = [entry for entry in self.arriving if entry.pk is not None]
        if self.destination:
            assign_sections(self.arriving, self.destination)
        for entry in changed:
            entry.written_by = list(dict.fromkeys((*entry.written_by, *acting_now())))
            entry.updated_at = timezone.now()
        super().store(new, changed)
        if self.destination:
            save_placements(moved)

    def bulk_create(
        self,
        using_transactions: bool,
        dry_run: bool,
        raise_errors: bool,
        batch_size: Any = None,
        result: Any = None,
    ) -> None:
        """What is compared with the preview says where the rows go as well."""
        result.destination = placement_name(self.destination) if self.destination else ""
        super().bulk_create(using_transactions, dry_run, raise_errors, batch_size, result)

    def after_import(self, dataset: Grid, result: TableResult, **kwargs: Any) -> None:
        super().after_import(dataset, result, **kwargs)
        result.home = self.arriving[0].section if self.arriving else self.destination
        if not self.expected:
            self._note_held(result)

    def overwrite(self, changed: list[Any]) -> None:
        self._meta.model.objects.overwrite(changed, self.written_fields, batch_size=BATCH)

    @property
    def written_fields(self) -> list[str]:
        return [*super().written_fields, *self._meta.model.authorities, "written_by", "updated_at"]

    def names_in(self, dataset: Grid) -> Sequence[str]:
        """The names in the table that are made known."""
        return self._told(dataset, self.printed)

    def _rows(self, titles: list[str]) -> Any:
        """Their issues are locked before them, as the guard does it."""
        rows = self._meta.model.objects.filter(title__in=titles)
        if self.expected:
            wanted = rows.issue_ids() - {None} | ({self.destination.issue_id} if self.destination else set())
            list(Issue.objects.select_for_update().filter(pk__in=wanted).values_list("pk"))
        return self.locked(rows).select_related("section__issue").order_by("pk")

    def _told(self, dataset: Grid, name: str) -> list[str]:
        heading = self.fields[name].column_name
        place = dataset.headers.index(heading) if heading in dataset.headers else None
        return [] if place is None else [row[place].strip() for row in dataset.rows]

    def _text(self, row: Row, name: str) -> str:
        return str(row[self.fields[name].column_name]).strip()

    def _note_held(self, result: TableResult) -> None:
        """Beside the new rows that are shown: what is the same elsewhere."""
        new = result.rows_that_are("new")[:SHOWN]
        for row, entries in zip(
            new, find_duplicates(self._meta.model, [row.instance for row in new]), strict=True
        ):
            row.held = tuple(entries)
        if count := sum(bool(row.held) for row in new):
            result.notes.append(f"有 {count} 行与已有的条目相同（见下面各行），确认后仍会新增。")

    def _note_unknown(self, dataset: Grid) -> None:
        told = dict.fromkeys(self.names_in(dataset))
        if unknown := [name for name in told if name and name not in self.known]:
            listed = "、".join(map(self._listed, unknown[:NAMED])) + ("……" if len(unknown) > NAMED else "")
            directory = self.record.directory()
            dataset.notes.append(f"{directory}里没有的 {len(unknown)} 个名称，导入时会自动添加：{listed}。")

    def _listed(self, name: str) -> str:
        meant = suggestion_text(name, self.known)
        return f"{name[:40]}（{meant}）" if meant else name[:40]


def _why_passed(issue: Issue, entry: Entry) -> str | None:
    return why_passed([issue.pk], {entry.uid}) if issue.status == Issue.Status.RETURNED else None
