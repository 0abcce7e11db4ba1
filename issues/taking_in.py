"""A file on its way in: kept, looked at, and confirmed once into one issue."""

from collections.abc import Iterable
from dataclasses import asdict

from django.contrib.auth.models import User
from django.db import IntegrityError, transaction

from issues import annex_files
from issues.acting import acting_as
from issues.document import Document
from issues.importing.accepting import accept
from issues.importing.annexing import carrier_of
from issues.importing.files import NOTHING_GIVEN
from issues.importing.recognition import Given
from issues.models import ImportedFile, Issue
from issues.storing import refuse_unfit_annexes, store, taken

Upload = tuple[str, bytes]
"""A file's name and content."""


def bring(
    filename: str,
    content: bytes,
    *,
    by: User,
    given: Given = NOTHING_GIVEN,
    annexes: Iterable[Upload] = (),
) -> ImportedFile:
    """Keep a file that can be read. Raises `InvalidDocument` where it cannot; then nothing is kept."""
    _clear_forgotten()
    recognition = accept(content, filename, given=given)
    refuse_unfit_annexes(recognition.document)
    imported = ImportedFile(filename=filename, uploaded_by=by, number=given.number, date=given.date)
    imported.annexes = [
        keep_annex(name, data, carrier_of(recognition.document, name)) for name, data in annexes
    ]
    imported.keep(content)
    imported.save()
    return imported


def keep_annex(filename: str, content: bytes, carrier: int | None) -> dict[str, object]:
    """An item of `ImportedFile.annexes`; that the file may be an annex has been asked before."""
    return {
        "filename": filename,
        "sha256": annex_files.keep(content),
        "size": len(content),
        "carrier": carrier,
    }


def confirm(imported: ImportedFile) -> Issue:
    """Store it as a draft by its editor; confirmed again, it is the issue that it became. Raises `InvalidDocument`."""
    recognition = imported.recognise()
    with transaction.atomic():
        row = ImportedFile.objects.select_for_update().get(pk=imported.pk)
        if row.issue is not None:
            return row.issue
        document = row.attach(recognition)
        with acting_as(row.uploaded_by):
            row.issue = _store(document)
        row.remarks = [asdict(remark) for remark in recognition.remarks]
        row.save(update_fields=["issue", "remarks"])
        return row.issue


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
        imported.discard()
