"""An issue's text for the review page: as it will be read, one entry at a time, with what changed in it marked."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import cast
from uuid import UUID

from django.template.loader import get_template
from django.utils.safestring import SafeString

from issues.admin.review.changes import Changes, change_details, marked
from issues.comparing.documents import EntryChange, GroupChange, Status
from issues.comparing.entries import marked_entry
from issues.comparing.marked_facts import MarkedFact
from issues.document import Document, Entry, Part, Section
from issues.document.kinds import entry_kind
from issues.document.outline import OutlineEntry, OutlinePart, OutlineSection, Run, outline
from issues.reviewing.quotes import text_of

compared = lru_cache(maxsize=128)(marked_entry)
"""Both entries are frozen, so the result can be cached."""


@dataclass(frozen=True, slots=True)
class Passage:
    """One entry's text. `change` is None where it is as it was; `continues_table`: it is a further row of the table
    of the passage above. `shares_number`: it also has its number from there."""

    entry: Entry
    html: SafeString
    continues_table: bool
    change: EntryChange | None = None
    shares_number: bool = False

    @property
    def uid(self) -> UUID:
        return self.entry.uid

    @property
    def is_removed(self) -> bool:
        return self.change is not None and self.change.new is None

    @property
    def status(self) -> str:
        return self.change.status.value if self.change else ""

    @property
    def change_details(self) -> str:
        return change_details(self.change) if self.change else ""


@dataclass(frozen=True, slots=True)
class Heading:
    """Of a section or a part, with its introduction; `change` says how it changed, "" where it did not."""

    anchor: str
    label: str
    title: str
    intro: str
    change: str = ""


@dataclass(frozen=True, slots=True)
class PassageGroup:
    """The passages below one heading; `level` is that of the heading."""

    level: int
    heading: Heading
    passages: tuple[Passage, ...]


def passage_groups(document: Document, changes: Changes) -> tuple[list[OutlineSection], list[PassageGroup]]:
    """Also returns the outline, which the guide is made from."""
    sections, builder = outline(document), _Builder(document, changes)
    shown = [section for section in document.sections if not section.is_empty]
    pairs = zip(sections, shown, strict=True)
    return sections, [group for section, node in pairs for group in builder.section(section, node)]


def shown_alone(entry: Entry) -> SafeString:
    """An entry by itself, with all its facts."""
    kind = entry_kind(entry.kind)
    return _rendered(Run(kind.key, kind.template, 3, (OutlineEntry(entry, 1, "", "entry", entry.facts),)))


def text_read(document: Document, uid: UUID | None) -> str:
    """The text of one entry as readers see it; "" if it is not in the issue."""
    runs = (run for section in outline(document) for part in section.parts for run in part.runs)
    matches = ((run, item) for run in runs for item in run.entries if item.entry.uid == uid)
    return next((text_of(_rendered(_alone(run, item))) for run, item in matches), "")


def _alone(run: Run, item: OutlineEntry) -> Run:
    return replace(run, entries=(item,))


class _Builder:
    def __init__(self, document: Document, changes: Changes) -> None:
        self.document = document
        self.changed = {c.uid: c for c in changes.comparison.changed_entries}
        # By identity: two sections may well be equal.
        self.groups = {id(c.new.node): c for c in changes.comparison.changed_groups if c.new}
        self.before, self.after = _removed(changes.comparison.entries)

    def section(self, section: OutlineSection, node: Section) -> Iterator[PassageGroup]:
        nodes = [part for part in node.parts if part.entries]
        own = [part for part in section.parts if not part.label]
        heading = self._heading(section, node)
        yield PassageGroup(2, heading, tuple(p for part in own for p in self._passages(part)))
        for part, child in zip(section.parts[len(own) :], nodes, strict=True):
            yield PassageGroup(3, self._heading(part, child), tuple(self._passages(part)))

    def _heading(self, shown: OutlineSection | OutlinePart, node: Section | Part) -> Heading:
        change = self.groups.get(id(node))
        fields = {field.name: field for field in change.fields} if change else {}
        title = marked(fields["title"]) if "title" in fields else shown.title
        intro = marked(fields["intro"]) if "intro" in fields else shown.intro
        return Heading(shown.anchor, shown.label, title, intro, _group_change(change))

    def _passages(self, part: OutlinePart) -> Iterator[Passage]:
        for run in part.runs:
            for number, item in enumerate(run.entries):
                uid = item.entry.uid
                yield from (_removed_passage(change) for change in self.before.get(uid, ()))
                yield self._passage(run, item, run.entries[number - 1] if number else None)
                yield from (_removed_passage(change) for change in self.after.get(uid, ()))

    def _passage(self, run: Run, item: OutlineEntry, above: OutlineEntry | None) -> Passage:
        change = self.changed.get(item.entry.uid)
        shown = _with_marks(item, change) if change and change.fields else item
        shares_number = shown is item and above is not None and self._shares(above, item)
        return Passage(item.entry, _rendered(_alone(run, shown)), above is not None, change, shares_number)

    def _shares(self, above: OutlineEntry, item: OutlineEntry) -> bool:
        """Whether the two have one number, and nothing that was removed is shown between them."""
        is_parted = above.entry.uid in self.after or item.entry.uid in self.before
        return above.number == item.number and not is_parted


def _with_marks(item: OutlineEntry, change: EntryChange) -> OutlineEntry:
    """Not called for a new entry: its panel says that it is new; underlining all of it would make it hard to read."""
    entry = compared(change.old, item.entry)
    unstated = {fact.label for fact in item.unstated_facts}
    facts = (fact for fact in entry.facts if isinstance(fact, MarkedFact) or fact.label in unstated)
    return replace(item, entry=entry, unstated_facts=tuple(facts))


def _removed_passage(change: EntryChange) -> Passage:
    kind = entry_kind(change.entry.kind)
    item = OutlineEntry(change.entry, 0, "", f"gone-{change.uid}", change.entry.facts)
    return Passage(change.entry, _rendered(Run(kind.key, kind.template, 3, (item,))), False, change)


def _rendered(run: Run) -> SafeString:
    return cast(SafeString, get_template(run.template).render({"run": run, "is_draft": True}))


def _group_change(change: GroupChange | None) -> str:
    if change is None:
        return ""
    if change.status is Status.NEW:
        return "新增"
    fields = "、".join(field.label for field in change.fields)
    return "；".join(filter(None, (f"改动：{fields}" if fields else "", "移动" if change.is_moved else "")))


Removed = dict[UUID, list[EntryChange]]


def _removed(changes: Iterable[EntryChange]) -> tuple[Removed, Removed]:
    """The removed entries to show before and after each entry that is still there: after the one that they followed, at
    the start of the group whose first they were, or else at the end of the group before."""
    before: Removed = {}
    after: Removed = {}
    last, waiting = None, list[EntryChange]()
    for change in changes:
        if change.new is None:
            if change.after is not None:
                after.setdefault(change.after, []).append(change)
            else:
                waiting.append(change)
            continue
        for removed in waiting:
            if last is None or removed.old_headings == change.old_headings:
                before.setdefault(change.uid, []).append(removed)
            else:
                after.setdefault(last, []).append(removed)
        waiting, last = [], change.uid
    for removed in waiting:
        if last is not None:
            after.setdefault(last, []).append(removed)
    return before, after
