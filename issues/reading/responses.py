"""A page as bytes, made once and answered many times: the same for all readers, plain or gzipped, with one link more
for those who work in the office."""

import hashlib
import re
from functools import cached_property

import zopfli.gzip
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.cache import get_conditional_response

GZIP = re.compile(r"(?i)\bgzip\b(?!\s*;\s*q=0(?:\.0*)?\s*(?:,|$))")
SQUEEZES = 5  # a fifth of a second, once for each page, for 7 % fewer bytes to every reader


OFFICE_LINK = "<!--office-->"
"""Where a page that is kept has the link to the office, for those who work there."""


class Page:
    """There is neither a name nor a token in it, so compressing it gives no secret away."""

    def __init__(self, html: str) -> None:
        self._html = html
        self.plain = html.replace(OFFICE_LINK, "").encode()
        self.zipped = zopfli.gzip.compress(self.plain, numiterations=SQUEEZES)
        self.fingerprint = hashlib.sha256(self.plain).hexdigest()[:32]

    @cached_property
    def for_office(self) -> "Page":
        return Page(
            self._html.replace(OFFICE_LINK, f'<a class="office" href="{reverse("admin:index")}">编审后台</a>')
        )


def page_response(request: HttpRequest, page: Page) -> HttpResponse:
    """200 or 304; each encoding is a representation of its own, with its own ETag. A public page never asks who reads
    it, and so leads nobody to the office."""
    if not settings.READING_IS_PUBLIC and getattr(request.user, "is_staff", False):
        page = page.for_office
    if GZIP.search(request.META.get("HTTP_ACCEPT_ENCODING", "")):
        etag, response = f'"{page.fingerprint}-gzip"', HttpResponse(page.zipped)
        response.headers["Content-Encoding"] = "gzip"
    else:
        etag, response = f'"{page.fingerprint}"', HttpResponse(page.plain)
    response.headers["ETag"] = etag
    response.headers["Vary"] = "Accept-Encoding"
    return get_conditional_response(request, etag=etag, response=response) or response
