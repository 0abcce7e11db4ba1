"""A file that somebody uploads as an annex."""

from typing import TYPE_CHECKING

from django.core.files.uploadedfile import UploadedFile

from issues.files import file_store

if TYPE_CHECKING:
    Uploaded = UploadedFile[bytes]


def why_not_annex(file: "Uploaded") -> str | None:
    """Why this file cannot be an annex, in Chinese, or None. Leaves the file at its beginning."""
    reason = file_store.why_refused(file.name or "", file.size or 0, file.read)
    file.seek(0)
    return reason
