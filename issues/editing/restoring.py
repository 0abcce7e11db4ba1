"""Bring back what an entry said before, or an entry that was deleted. Under the guard, like every change."""

from uuid import UUID

from django.db.models import F

from issues.document.errors import InvalidDocument
from issues.document.kinds import section_kind_of
from issues.editing.placement import end_of
from issues.models import Entry, EntryRevision, Issue, Section, entry_model
from issues.models.bases.guard import admit_change
from issues.models.bases.history import recording, section_name
from issues.refusals import Refusal


class Unrestorable(Refusal):
    """It cannot be brought back; the message is Chinese and for the user, and nothing changed."""


def restore_revision(entry: Entry, revision: EntryRevision) -> None:
    """The entry says again what it said in this revision, and stays where it stands. Raises `Unrestorable`,
    `ContentLocked`."""
    if revision.uid != entry.uid:
        raise Unrestorable("没有找到这次修改，请回到“修改记录”重新选择")
    with recording() as history:
        history.restored.add(entry.uid)
        # The words are whose they were: they approve this revision as little as who brings them back.
        admit_change([entry.own_issue_id()], writers=revision.writers)
        entry.written_by = list(dict.fromkeys((*entry.written_by, *revision.writers)))
        _take(entry, revision)


def restore_deleted(revision: EntryRevision) -> Entry:
    """A deleted entry, under its old address: to where it stood, or into the pool where that place is gone or its issue
    locked. Raises `Unrestorable`."""
    with recording() as history:
        deleted = EntryRevision.objects.in_bin().select_for_update().filter(pk=revision.pk).first()
        model = entry_model(revision.entry_kind)
        if deleted is None or model.objects.filter(uid=revision.uid).exists():
            raise Unrestorable("这一条已经恢复，或者已过 30 天，不在回收站里了")
        history.restored.add(revision.uid)
        section = _place_of(deleted)
        position = _room_at(section, deleted.position) if section else 0
        writers = list(revision.writers)
        entry: Entry = model(uid=revision.uid, written_by=writers, section=section, position=position)
        _take(entry, revision)
        return entry


def _place_of(revision: EntryRevision) -> Section | None:
    """The section or part by its key; one that was removed and put back, by its name. Its issue is locked then."""
    here = Section.objects.select_related("issue", "parent").filter(kind=_home_of(revision))
    section = here.filter(pk=revision.section_key).first() if revision.section_key else None
    if section is None and revision.issue_number is not None:
        of_issue = here.filter(issue__number=revision.issue_number)
        section = next((found for found in of_issue if section_name(found) == revision.section_name), None)
    if section is None or not Issue.objects.select_for_update().get(pk=section.issue_id).is_editable:
        return None
    return section


def _home_of(revision: EntryRevision) -> str:
    return section_kind_of(revision.kind).key


def _room_at(section: Section, position: int | None) -> int:
    """What stands there now moves on by one; where nobody knows the position, it is the end."""
    if position is None:
        return end_of(section)
    rows = [entry_model(kind).objects.filter(section=section) for kind in section.section_kind.entry_kinds]
    if any(row.filter(position=position).exists() for row in rows):
        for row in rows:
            row.filter(position__gte=position).update(position=F("position") + 1)
    return position


def _take(entry: Entry, revision: EntryRevision) -> None:
    try:
        entry.take(revision.document)
    except InvalidDocument as error:
        raise Unrestorable(f"不能恢复：{error.reason}") from error


def opened_version(uid: UUID, stored_at: object) -> EntryRevision | None:
    """What the history knows of the entry as it was when its `updated_at` was this."""
    return (
        EntryRevision.objects.of(uid)
        .filter(stored_at__lte=stored_at)
        .exclude(change=EntryRevision.Change.DELETED)
        .first()
    )
