"""Restores an earlier revision of an entry, or a deleted entry. Under the guard, like every change."""

from uuid import UUID

from django.db.models import F

from issues.document.errors import InvalidDocument
from issues.document.kinds import section_kind_of
from issues.editing.placement import end_of
from issues.models import Entry, EntryRevision, Issue, Section, entry_model
from issues.models.bases.content_lock import admit_change
from issues.models.bases.history import recording, section_name
from issues.refusals import Refusal


class Unrestorable(Refusal):
    """It cannot be restored; the message is Chinese and for the user, and nothing changed."""


def restore_revision(entry: Entry, revision: EntryRevision) -> None:
    """Restores the content of this revision. The placement of the entry does not change. Raises `Unrestorable`,
    `ContentLocked`."""
    if revision.uid != entry.uid:
        raise Unrestorable("没有找到这次修改，请回到“修改记录”重新选择")
    with recording() as history:
        history.restored.add(entry.uid)
        # Four eyes: the writers of the restored words count as writers of the issue, so they cannot approve it.
        admit_change([entry.own_issue_id()], writers=revision.writers)
        entry.written_by = list(dict.fromkeys((*entry.written_by, *revision.writers)))
        _set_content(entry, revision)


def restore_deleted(revision: EntryRevision) -> Entry:
    """Restores a deleted entry with its old uid: into its section or, where that was deleted or its issue is locked, into
    the pool. Raises `Unrestorable`."""
    with recording() as history:
        deleted = EntryRevision.objects.in_bin().select_for_update().filter(pk=revision.pk).first()
        model = entry_model(revision.entry_kind)
        if deleted is None or model.objects.filter(uid=revision.uid).exists():
            raise Unrestorable("这一条已经恢复，或者已过 30 天，不在回收站里了")
        history.restored.add(revision.uid)
        section = _section_of(deleted)
        position = _room_at(section, deleted.position) if section else 0
        writers = list(revision.writers)
        entry: Entry = model(uid=revision.uid, written_by=writers, section=section, position=position)
        _set_content(entry, revision)
        return entry


def _section_of(revision: EntryRevision) -> Section | None:
    """The section or part of the revision, by its key; by its name where it was deleted and created again. Its issue's
    row is locked. None for the pool, or where the section does not exist or its issue is not editable."""
    sections = Section.objects.select_related("issue", "parent").filter(kind=_section_kind_of(revision))
    section = sections.filter(pk=revision.section_key).first() if revision.section_key else None
    if section is None and revision.issue_number is not None:
        of_issue = sections.filter(issue__number=revision.issue_number)
        section = next((each for each in of_issue if section_name(each) == revision.section_name), None)
    if section is None or not Issue.objects.select_for_update().get(pk=section.issue_id).is_editable:
        return None
    return section


def _section_kind_of(revision: EntryRevision) -> str:
    return section_kind_of(revision.kind).key


def _room_at(section: Section, position: int | None) -> int:
    """Makes room at the position, by moving the following entries on by one, and gives it. Without a position it is the
    end of the section."""
    if position is None:
        return end_of(section)
    rows = [entry_model(kind).objects.filter(section=section) for kind in section.section_kind.entry_kinds]
    if any(row.filter(position=position).exists() for row in rows):
        for row in rows:
            row.filter(position__gte=position).update(position=F("position") + 1)
    return position


def _set_content(entry: Entry, revision: EntryRevision) -> None:
    try:
        entry.set_content(revision.document)
    except InvalidDocument as error:
        raise Unrestorable(f"不能恢复：{error.reason}") from error


def opened_version(uid: UUID, stored_at: object) -> EntryRevision | None:
    """The revision of the entry that has this `updated_at`, or the last one before it."""
    return (
        EntryRevision.objects.of(uid)
        .filter(stored_at__lte=stored_at)
        .exclude(change=EntryRevision.Change.DELETED)
        .first()
    )
