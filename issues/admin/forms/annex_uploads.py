"""A file that a user uploads as an annex."""

from typing import TYPE_CHECKING

from django.core.files.uploadedfile import UploadedFile

from issues.files import file_store

if TYPE_CHECKING:
    Uploaded = UploadedFile[bytes]


def why_not_annex(file: "Uploaded") -> str | None:
    """The reason in Chinese why this file cannot be an annex, or None. Afterwards the file is at its beginning again."""
    reason = file_store.why_refused(file.name or "", file.size or 0, file.read)
    file.seek(0)
    return reason
