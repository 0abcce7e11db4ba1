"""The import of a file: stored, shown in a preview, and confirmed once into one issue."""

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
    """Stores a file that can be read. Raises `Unreadable` where it cannot; then nothing is stored."""
    _delete_abandoned()
    recognition = read_upload(content, filename, given=given)
    refuse_unfit_annexes(recognition.document)
    imported = ImportedFile(filename=filename, uploaded_by=by, number=given.number, date=given.date)
    imported.annexes = [
        store_annex(name, data, likely_entry(recognition.document, name)) for name, data in annexes
    ]
    imported.store_file(content)
    imported.save()
    return imported


def store_annex(filename: str, content: bytes, carrier: int | None) -> dict[str, object]:
    """Stores an annex that was checked before, and gives its item of `ImportedFile.annexes`."""
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
    """Creates a draft from the file, in the name of who uploaded it. If it was confirmed before, gives that issue. Raises
    `Unreadable`."""
    recognition = with_print_remarks(recognise_import(imported))
    with transaction.atomic():
        row = ImportedFile.objects.select_for_update().get(pk=imported.pk)
        if row.issue is not None:
            return row.issue
        return _create_issue(row, recognition, row.attach(recognition.document))


@transaction.atomic
def import_at_once(
    filename: str, content: bytes, recognition: Recognition, document: Document, *, by: User | None
) -> Issue:
    """Imports without the preview page, for a caller that has shown the recognition already. The file and its remarks are
    stored with the issue."""
    imported = ImportedFile(filename=filename, uploaded_by=by, number=document.number, date=document.date)
    imported.annexes = _added_annexes(recognition.document, document)
    issue = _create_issue(imported, recognition, document)
    imported.store_file(content)
    imported.save()
    return issue


def _create_issue(imported: ImportedFile, recognition: Recognition, document: Document) -> Issue:
    with acting_as(imported.uploaded_by):
        issue = _store(document)
    uids = _uids_by_line(issue, recognition) if recognition.remarks else {}
    imported.issue, imported.remarks = issue, [_remark_json(remark, uids) for remark in recognition.remarks]
    imported.save()
    return issue


def _uids_by_line(issue: Issue, recognition: Recognition) -> dict[int, str]:
    """The uid of the stored entry that each line of the source became part of."""
    stored = dict(enumerate(build_document(issue).entries))
    indices = entries_by_line(recognition)
    return {line: str(stored[index].uid) for line, index in indices.items() if index in stored}


def _remark_json(remark: Remark, uids: Mapping[int, str]) -> dict[str, object]:
    """The remark without characters that a database refuses, with the uid of the entry that it is about."""
    plain = replace(remark, reason=without_junk(remark.reason), text=without_junk(remark.text))
    return asdict(plain) | {"uid": uids.get(remark.line or 0, "")}


def _added_annexes(recognised: Document, document: Document) -> list[dict[str, object]]:
    """The annexes of `document` that the recognised document does not have."""
    pairs = zip(entries_with_annexes(recognised), entries_with_annexes(document), strict=True)
    return [
        {"filename": annex.filename, "sha256": annex.sha256, "size": annex.size, "carrier": index}
        for index, ((before, _), (after, _)) in enumerate(pairs)
        for annex in after.annexes[len(before.annexes) :]
    ]


def _store(document: Document) -> Issue:
    try:
        with transaction.atomic():
            return store(document)
    except IntegrityError:  # another import took the number at the same time
        if Issue.objects.filter(number=document.number).exists():
            raise taken(document.number) from None
        raise


def _delete_abandoned() -> None:
    for imported in ImportedFile.objects.abandoned():
        imported.give_up()
