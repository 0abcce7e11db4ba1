"""A page as bytes, made once and answered many times: the same for all readers, plain or gzipped."""

import hashlib
import re
from dataclasses import dataclass

import zopfli.gzip
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response

GZIP = re.compile(r"(?i)\bgzip\b(?!\s*;\s*q=0(?:\.0*)?\s*(?:,|$))")
SQUEEZES = 5  # a fifth of a second, once for each page, for 7 % fewer bytes to every reader


@dataclass(frozen=True, slots=True)
class Page:
    """There is neither a name nor a token in it, so compressing it gives no secret away."""

    plain: bytes
    zipped: bytes
    fingerprint: str

    @classmethod
    def of(cls, html: str) -> "Page":
        plain = html.encode()
        fingerprint = hashlib.sha256(plain).hexdigest()[:32]
        return cls(plain, zopfli.gzip.compress(plain, numiterations=SQUEEZES), fingerprint)


def answer(request: HttpRequest, page: Page) -> HttpResponse:
    """200 or 304; each encoding is a representation of its own, with its own ETag."""
    if GZIP.search(request.META.get("HTTP_ACCEPT_ENCODING", "")):
        etag, response = f'"{page.fingerprint}-gzip"', HttpResponse(page.zipped)
        response.headers["Content-Encoding"] = "gzip"
    else:
        etag, response = f'"{page.fingerprint}"', HttpResponse(page.plain)
    response.headers["ETag"] = etag
    response.headers["Vary"] = "Accept-Encoding"
    return get_conditional_response(request, etag=etag, response=response) or response
