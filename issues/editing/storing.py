"""Document to rows: creates a new issue in 草稿, completely or not at all."""

from collections import defaultdict
from dataclasses import fields, replace
from functools import partial
from typing import Any
from uuid import UUID, uuid4

from issues import document
from issues.document import Document, Imprint, as_json
from issues.document.annexes import annexes_of
from issues.document.errors import InvalidDocument
from issues.document.kinds import entry_kind, entry_kinds
from issues.document.loading import NO_NUMBER
from issues.editing.sections import remove_section
from issues.files import file_store
from issues.models import EntryRevision, Issue, Masthead, Section, entry_model
from issues.models.bases.history import recording
from issues.models.imprint import ImprintFields

Placed = tuple[Section, int, document.Entry]
MAX_ANNEXES = 200
Writers = dict[UUID, list[int]]
"""The keys of the users who wrote each entry, by uid."""


@recording()
def store(source: Document) -> Issue:
    """Creates an issue from a document. Raises `InvalidDocument` where its number is taken or a file cannot be an annex."""
    refuse_unstorable(source)
    issue = Issue(
        number=source.number,
        date=source.date,
        title=source.title,
        publishers=list(source.publishers),
        contact_name=source.contact.name,
        contact_phone=source.contact.phone,
        editor=source.editor,
        reviewer=source.reviewer,
        signatures=as_json(source.signatures),
        **_imprint_values(source.imprint),
    )
    issue.save()
    _fill(issue, source)
    issue.refresh_from_db()
    return issue


@recording()
def restore(issue: Issue, source: Document) -> None:
    """Replaces the content of the issue with this document, but not its state. Entries that are not in the document go to
    the pool; entries of the document that are in the pool come back."""
    writers = _writers_of([entry.uid for entry in source.entries])
    for section in issue.sections.filter(parent=None):
        remove_section(section)
    for kind in entry_kinds():
        entry_model(kind).objects.pooled().filter(uid__in=[entry.uid for entry in source.entries]).delete()
    for name in ("date", "title", "editor", "reviewer"):
        setattr(issue, name, getattr(source, name))
    issue.publishers = list(source.publishers)
    issue.contact_name, issue.contact_phone = source.contact.name, source.contact.phone
    for name, value in _imprint_values(source.imprint).items():
        setattr(issue, name, value)
    issue.save()
    _fill(issue, source, writers)


def _imprint_values(imprint: Imprint) -> dict[str, Any]:
    return {f.name: getattr(imprint, f.name) for f in fields(imprint)}


def _writers_of(uids: list[UUID]) -> Writers:
    """The writers of these entries, wherever they are placed; those of deleted entries from the history."""
    writers = dict(EntryRevision.objects.filter(uid__in=uids).order_by("pk").values_list("uid", "writers"))
    for kind in entry_kinds():
        writers |= dict(
            entry_model(kind).objects.filter(uid__in=uids).order_by().values_list("uid", "written_by")
        )
    return writers


def _fill(issue: Issue, source: Document, writers: Writers | None = None) -> None:
    rows = [row for i, section in enumerate(source.sections) for row in _section_rows(issue, section, i)]
    _store_entries(rows, writers or {})


def refuse_unstorable(source: Document) -> None:
    """Raises what `store` would raise, before anything is written."""
    refuse_unfit_annexes(source)
    if not 1 <= source.number <= document.MAX_NUMBER:
        raise InvalidDocument("", NO_NUMBER)
    if Issue.objects.filter(number=source.number).exists():
        raise taken(source.number)


def taken(number: int) -> InvalidDocument:
    return InvalidDocument("", f"已有第{number}期，请换一个期号")


def refuse_unfit_annexes(source: Document) -> None:
    """Checks annexes of an imported file by the same rules as uploaded annexes."""
    annexes = annexes_of(source)
    if len(annexes) > MAX_ANNEXES:
        raise InvalidDocument("", f"附件有 {len(annexes)} 个，一期最多 {MAX_ANNEXES} 个")
    for annex in annexes:
        if reason := file_store.why_refused(annex.filename, annex.size, partial(_content, annex)):
            raise InvalidDocument("", reason)


def _content(annex: document.Annex) -> bytes:
    if annex.content is not None:
        return annex.content
    try:
        return file_store.read_stored(annex.sha256)
    except FileNotFoundError:
        raise InvalidDocument("", f"附件“{annex.filename}”没有内容") from None


def begin_issue() -> Issue:
    """Creates the next issue: next number, today's date, masthead and sections as the administrator set them."""
    issue = Issue(**initial_masthead())
    issue.save()
    add_default_sections(issue)
    issue.refresh_from_db()
    return issue


def initial_masthead() -> dict[str, object]:
    masthead = Masthead.current()
    return {
        "number": Issue.objects.next_number(),
        "title": masthead.title,
        "publishers": masthead.publishers,
        "contact_name": masthead.contact_name,
        "contact_phone": masthead.contact_phone,
        **{f.name: getattr(masthead, f.name) for f in ImprintFields._meta.get_fields()},
    }


def add_default_sections(issue: Issue) -> None:
    Section.objects.bulk_create(
        [
            Section(
                issue=issue, kind=default.kind, title=default.title, intro=default.intro, position=position
            )
            for position, default in enumerate(Masthead.current().sections.filter(is_used=True))
        ]
    )


def _section_rows(issue: Issue, source: document.Section, position: int) -> list[Placed]:
    section = _save_section(issue, source, position, kind=source.kind)
    rows = [(section, i, entry) for i, entry in enumerate(source.entries)]
    for i, part in enumerate(source.parts):
        child = _save_section(issue, part, i, kind=source.kind, parent=section)
        rows += [(child, j, entry) for j, entry in enumerate(part.entries)]
    return rows


def _save_section(
    issue: Issue,
    source: document.Section | document.Part,
    position: int,
    *,
    kind: str,
    parent: Section | None = None,
) -> Section:
    section = Section(
        issue=issue, parent=parent, kind=kind, title=source.title, intro=source.intro or "", position=position
    )
    section.save()
    return section


def _store_entries(placed: list[Placed], writers: Writers) -> None:
    by_kind: dict[str, list[Placed]] = defaultdict(list)
    for placed_entry in placed:
        by_kind[placed_entry[2].kind].append(placed_entry)
    for kind, of_kind in by_kind.items():
        model = entry_model(entry_kind(kind))
        new = _with_free_uids([entry for _, _, entry in of_kind])
        rows = [
            model.from_document(
                entry, section=section, position=position, written_by=writers.get(entry.uid, [])
            )
            for entry, (section, position, _) in zip(new, of_kind, strict=True)
        ]
        model.link_name_records(rows)
        model.objects.bulk_create(rows)
        model.store_annexes(rows, new)


def _with_free_uids(entries: list[document.Entry]) -> list[document.Entry]:
    """Gives entries a new uid where an entry with their uid is stored already, for example in another issue. The kind does
    not matter: the history and permanent addresses use only the uid."""
    uids = [entry.uid for entry in entries]
    stored = (entry_model(kind).objects.filter(uid__in=uids) for kind in entry_kinds())
    taken = {uid for rows in stored for uid in rows.values_list("uid", flat=True)}
    return [replace(entry, uid=uuid4()) if entry.uid in taken else entry for entry in entries]
