"""Bring back what an entry said before, or an entry that was deleted. Under the guard, like every change."""

from uuid import UUID

from issues.content.guarding import admit_change
from issues.content.recording import recording
from issues.importing.errors import InvalidDocument
from issues.models import Entry, EntryRevision


class Unrestorable(Exception):
    """It cannot be brought back; the message is Chinese and for the user, and nothing changed."""


def go_back(entry: Entry, revision: EntryRevision) -> None:
    """The entry says again what it said in this revision, and stays where it stands. Raises `Unrestorable`,
    `ContentLocked`."""
    if revision.uid != entry.uid:
        raise Unrestorable("这一版不是这一条的历史")
    with recording() as history:
        history.restored.add(entry.uid)
        # The words are whose they were: they approve this revision as little as who brings them back.
        admit_change([entry.own_issue_id()], writers=revision.writers)
        entry.written_by = list(dict.fromkeys((*entry.written_by, *revision.writers)))
        _take(entry, revision)


def bring_back(revision: EntryRevision) -> Entry:
    """A deleted entry, into the pool and under its old address. Raises `Unrestorable`."""
    with recording() as history:
        deleted = EntryRevision.objects.in_bin().select_for_update().filter(pk=revision.pk).first()
        model = revision.entry_kind.model
        if deleted is None or model.objects.filter(uid=revision.uid).exists():
            raise Unrestorable("这一条已经恢复，或者已过 30 天，不在回收站里了")
        history.restored.add(revision.uid)
        entry: Entry = model(uid=revision.uid, written_by=list(revision.writers))
        _take(entry, revision)
        return entry


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
        .exclude(act=EntryRevision.Act.DELETED)
        .first()
    )
