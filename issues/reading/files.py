"""Serves the files of an edition: its PDF and its annexes."""

import logging
from collections.abc import Callable
from mimetypes import guess_type

from django.core.files.base import File
from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase
from django.utils.cache import get_conditional_response

from issues.document import Annex, Document
from issues.document.annexes import annexes_of
from issues.files.file_store import open_stored
from issues.models import Edition

log = logging.getLogger(__name__)


def pdf_response(request: HttpRequest, edition: Edition) -> HttpResponseBase:
    filename = f"{edition.document.title}第{edition.document.number}期.pdf"
    return _send(
        request,
        lambda: edition.pdf.open("rb"),
        checksum=edition.pdf_sha256,
        filename=filename,
        is_download="download" in request.GET,
    )


def annex_response(request: HttpRequest, document: Document, sha256: str) -> HttpResponseBase:
    """Serves only the annexes of this document: a SHA-256 gives no access to files of other issues or drafts."""
    annex = _named(document, sha256)
    return _send(
        request, lambda: open_stored(sha256), checksum=sha256, filename=annex.filename, is_download=True
    )


def _named(document: Document, sha256: str) -> Annex:
    for annex in annexes_of(document):
        if annex.sha256 == sha256:
            return annex
    raise Http404


def _send(
    request: HttpRequest,
    open_file: Callable[[], "File[bytes]"],
    *,
    checksum: str,
    filename: str,
    is_download: bool,
) -> HttpResponseBase:
    etag = f'"{checksum}"'
    if unchanged := get_conditional_response(request, etag=etag):
        unchanged.headers["ETag"] = etag
        return unchanged
    try:
        file = open_file()
    except FileNotFoundError:
        log.exception("the file of %s is missing from the media store", filename)
        raise Http404 from None
    response = FileResponse(
        file, as_attachment=is_download, filename=filename, content_type=_content_type(filename)
    )
    response.headers["ETag"] = etag
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


def _content_type(filename: str) -> str:
    return guess_type(filename)[0] or "application/octet-stream"
