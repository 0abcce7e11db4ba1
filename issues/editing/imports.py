"""A file on its way in: kept, looked at, and confirmed once into one issue."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, replace

from django.contrib.auth.models import User
from django.db import IntegrityError, transaction

from issues.actor import acting_as
from issues.document import Document
from issues.document.annexes import entries_with_annexes, likely_entry
from issues.editing.building import build_document
from issues.editing.print_remarks import with_print_remarks
from issues.editing.storing import refuse_unfit_annexes, store, taken
from issues.files import file_store
from issues.importing.entry_positions import entries_by_line
from issues.importing.formats import NOTHING_GIVEN
from issues.importing.recognition import Given, Recognition
from issues.importing.source import Remark
from issues.importing.uploads import read_upload
from issues.models import ImportedFile, Issue
from issues.richtext.characters import without_junk

Upload = tuple[str, bytes]
"""A file's name and content."""


def start_import(
    filename: str,
    content: bytes,
    *,
    by: User,
    given: Given = NOTHING_GIVEN,
    annexes: Iterable[Upload] = (),
) -> ImportedFile:
    """Keep a file that can be read. Raises `Unreadable` where it cannot; then nothing is kept."""
    _clear_forgotten()
    recognition = read_upload(content, filename, given=given)
    refuse_unfit_annexes(recognition.document)
    imported = ImportedFile(filename=filename, uploaded_by=by, number=given.number, date=given.date)
    imported.annexes = [
        store_annex(name, data, likely_entry(recognition.document, name)) for name, data in annexes
    ]
    imported.keep(content)
    imported.save()
    return imported


def store_annex(filename: str, content: bytes, carrier: int | None) -> dict[str, object]:
    """An item of `ImportedFile.annexes`; that the file may be an annex has been asked before."""
    return {
        "filename": filename,
        "sha256": file_store.store(content),
        "size": len(content),
        "carrier": carrier,
    }


def recognise_import(imported: ImportedFile) -> Recognition:
    """Reads the file again, without the annexes that were uploaded with it. Raises `Unreadable`."""
    given = Given(number=imported.number, date=imported.date)
    return read_upload(imported.read(), imported.filename, given=given)


def confirm_import(imported: ImportedFile) -> Issue:
    """Store it as a draft by its editor; confirmed again, it is the issue that it became. Raises `Unreadable`."""
    recognition = with_print_remarks(recognise_import(imported))
    with transaction.atomic():
        row = ImportedFile.objects.select_for_update().get(pk=imported.pk)
        if row.issue is not None:
            return row.issue
        return _become(row, recognition, row.attach(recognition.document))


@transaction.atomic
def import_at_once(
    filename: str, content: bytes, recognition: Recognition, document: Document, *, by: User | None
) -> Issue:
    """At once, for who has seen what was recognised elsewhere; the issue remembers the file and its remarks."""
    imported = ImportedFile(filename=filename, uploaded_by=by, number=document.number, date=document.date)
    imported.annexes = _beside(recognition.document, document)
    issue = _become(imported, recognition, document)
    imported.keep(content)
    imported.save()
    return issue


def _become(imported: ImportedFile, recognition: Recognition, document: Document) -> Issue:
    with acting_as(imported.uploaded_by):
        issue = _store(document)
    uids = _uids_by_line(issue, recognition) if recognition.remarks else {}
    imported.issue, imported.remarks = issue, [_kept(remark, uids) for remark in recognition.remarks]
    imported.save()
    return issue


def _uids_by_line(issue: Issue, recognition: Recognition) -> dict[int, str]:
    """The entry that each line became part of, by the uid that it was stored under."""
    stored = dict(enumerate(build_document(issue).entries))
    places = entries_by_line(recognition)
    return {line: str(stored[place].uid) for line, place in places.items() if place in stored}


def _kept(remark: Remark, uids: Mapping[int, str]) -> dict[str, object]:
    """As JSON that every database takes, with the entry that it is about."""
    plain = replace(remark, reason=without_junk(remark.reason), text=without_junk(remark.text))
    return asdict(plain) | {"uid": uids.get(remark.line or 0, "")}


def _beside(recognised: Document, document: Document) -> list[dict[str, object]]:
    """The annexes that `document` has more than what was recognised."""
    pairs = zip(entries_with_annexes(recognised), entries_with_annexes(document), strict=True)
    return [
        {"filename": annex.filename, "sha256": annex.sha256, "size": annex.size, "carrier": place}
        for place, ((before, _), (after, _)) in enumerate(pairs)
        for annex in after.annexes[len(before.annexes) :]
    ]


def _store(document: Document) -> Issue:
    try:
        with transaction.atomic():
            return store(document)
    except IntegrityError:  # somebody took the number while we wrote
        if Issue.objects.filter(number=document.number).exists():
            raise taken(document.number) from None
        raise


def _clear_forgotten() -> None:
    for imported in ImportedFile.objects.forgotten():
        imported.give_up()
