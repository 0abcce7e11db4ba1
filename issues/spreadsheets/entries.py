"""Base class of the spreadsheets of entries, which are matched by title and name record. New entries go to the pool,
or into the section that the editor chose."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any, ClassVar

from django.db import models
from django.utils import timezone

from issues.editing.duplicates import find_duplicates
from issues.editing.placement import POOL, assign_sections, placement_name, save_placements
from issues.exporting.printable import unprintable_sentence, unprintable_values
from issues.models import Entry, Issue, NameRecord, Section
from issues.models.bases.content_lock import acting_now, why_locked, why_passed
from issues.models.bases.history import recording
from issues.similar_names import suggestion_text
from issues.spreadsheets.files.grid import Grid
from issues.spreadsheets.resource import BATCH, TableResource, batched
from issues.spreadsheets.results import SHOWN, Change, TableResult, TableRow
from issues.spreadsheets.rows import Key, Row, RowReader

NAMED = 8


class EntryTable(TableResource):
    """`record` is the model of the name records, `printed` the column with the printed name, if two entries with the
    same title may differ in it.

    With a `destination`, new entries and entries of the pool are added to the end of that section in the order of the
    spreadsheet. Entries that are in its issue already do not move. Entries of other issues do not change.
    """

    record: ClassVar[type[NameRecord]]
    printed: ClassVar[str] = ""

    class Meta(TableResource.Meta):
        pass

    def __init__(self, *, destination: Section | None = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.destination = destination
        self.without_section: list[Entry] = []

    def load(self, dataset: Grid) -> None:
        self.known = self.record._default_manager.by_name()
        self.stored: dict[Key, list[Entry]] = defaultdict(list)
        for titles in batched(self.cells_of(dataset, "title")):
            for entry in self._rows(titles):
                self.stored[self.key_of(entry)].append(entry)
        self._note_unknown(dataset)

    def candidates(self, row: Row) -> Sequence[models.Model]:
        title = self._text(row, "title")
        printed = self._text(row, self.printed) if self.printed else ""
        return self._in_destination(self.stored.get((title, self.known.get(printed, printed)), []))

    def _in_destination(self, entries: Sequence[Entry]) -> Sequence[Entry]:
        """With a destination, only the entries of its issue, or else those of the pool."""
        if self.destination is None:
            return entries
        issue_id = self.destination.issue_id
        here = [entry for entry in entries if entry.section and entry.section.issue_id == issue_id]
        return here or [entry for entry in entries if entry.section is None]

    def changeable(self, rows: Sequence[Any]) -> Sequence[Any]:
        return [entry for entry in rows if entry.section is None or entry.section.issue.is_editable]

    def key_of(self, instance: Any) -> Key:
        printed = getattr(instance, self.printed) if self.printed else ""
        return (instance.title, self.known.get(printed, printed))

    def moves(self, instance: Entry) -> Iterator[Change]:
        if self.destination and instance.section_id is None:
            yield Change("位置", POOL, placement_name(self.destination))

    def import_row(self, row: Row, instance_loader: RowReader, *, row_number: int, **kwargs: Any) -> TableRow:
        result = super().import_row(row, instance_loader, row_number=row_number, **kwargs)
        if (result.is_new() or result.is_update()) and result.instance.section_id is None:
            self.without_section.append(result.instance)
        return result

    def faults(self, instance: Entry) -> dict[str, list[str]]:
        issue = instance.section.issue if instance.section else None
        locked = issue and (why_locked(issue) or _why_passed(issue, instance))
        return {"__all__": [f"这一条已在：{locked}"]} if locked else {}

    @recording()
    def store(self, new: list[Any], changed: list[Any]) -> None:
        """Sets `written_by` and `updated_at` itself, because a bulk update does not call `save`. The guard checks it too."""
        self._meta.model.link_name_records([*new, *changed])
        moved = [entry for entry in self.without_section if entry.pk is not None]
        if self.destination:
            assign_sections(self.without_section, self.destination)
        for entry in changed:
            entry.written_by = list(dict.fromkeys((*entry.written_by, *acting_now())))
            entry.updated_at = timezone.now()
        super().store(new, changed)
        if self.destination:
            save_placements(moved)

    @property
    def destination_name(self) -> str:
        return placement_name(self.destination) if self.destination else ""

    def after_import(self, dataset: Grid, result: TableResult, **kwargs: Any) -> None:
        super().after_import(dataset, result, **kwargs)
        result.home = self.without_section[0].section if self.without_section else self.destination
        if not self.expected:
            self._note_duplicates(result)
            self._note_unprintable(result)

    def overwrite(self, changed: list[Any]) -> None:
        self._meta.model.objects.overwrite(changed, self.written_fields, batch_size=BATCH)

    @property
    def written_fields(self) -> list[str]:
        return [*super().written_fields, *self._meta.model.name_records, "written_by", "updated_at"]

    def names_in(self, dataset: Grid) -> Sequence[str]:
        """The names in the spreadsheet that become name records if there are none yet."""
        return self.cells_of(dataset, self.printed)

    def _rows(self, titles: list[str]) -> Any:
        """The stored entries with these titles. Locks their issues before the entries, in the order that the guard locks."""
        rows = self._meta.model.objects.filter(title__in=titles)
        if self.expected:
            wanted = rows.issue_ids() - {None} | ({self.destination.issue_id} if self.destination else set())
            list(Issue.objects.select_for_update().filter(pk__in=wanted).values_list("pk"))
        return self.locked(rows).select_related("section__issue").order_by("pk")

    def _text(self, row: Row, name: str) -> str:
        return str(row[self.fields[name].column_name]).strip()

    def _note_duplicates(self, result: TableResult) -> None:
        """Sets on each new row that the preview shows the stored entries that are the same."""
        new = result.rows_that_are("new")[:SHOWN]
        for row, entries in zip(
            new, find_duplicates(self._meta.model, [row.instance for row in new]), strict=True
        ):
            row.held = tuple(entries)
        if count := sum(bool(row.held) for row in new):
            result.notes.append(f"有 {count} 行与已有的条目相同（见下面各行），确认后仍会新增。")

    def _note_unprintable(self, result: TableResult) -> None:
        """Names the lines with characters that no font has; they are imported all the same."""
        rows = (row for row in result.rows if row.is_new() or row.is_update())
        texts = ((f"第 {row.line} 行", self._printed_text(row.instance)) for row in rows)
        if reason := unprintable_sentence(unprintable_values(texts)):
            result.notes.append(f"{reason}；可以照样导入，送审之前请改写。")

    def _printed_text(self, entry: Entry) -> str:
        values = (getattr(entry, column.attribute) for column in self.given)
        return "\n".join(value if isinstance(value, str) else str(value or "") for value in values)

    def _note_unknown(self, dataset: Grid) -> None:
        names = dict.fromkeys(self.names_in(dataset))
        if unknown := [name for name in names if name and name not in self.known]:
            listed = "、".join(map(self._listed, unknown[:NAMED])) + ("……" if len(unknown) > NAMED else "")
            directory = self.record.directory()
            dataset.notes.append(f"{directory}里没有的 {len(unknown)} 个名称，导入时会自动添加：{listed}。")

    def _listed(self, name: str) -> str:
        meant = suggestion_text(name, self.known)
        return f"{name[:40]}（{meant}）" if meant else name[:40]


def _why_passed(issue: Issue, entry: Entry) -> str | None:
    return why_passed([issue.pk], {entry.uid}) if issue.status == Issue.Status.RETURNED else None
