from functools import partial
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render

from issues.models import Issue
from issues.reading.access import readers_only
from issues.reading.archive import archive as cached_archive
from issues.reading.edition_cache import cached_edition_of_entry, cached_edition_of_issue
from issues.reading.files import annex_response, pdf_response
from issues.reading.rendering import entry_html, issue_html
from issues.reading.responses import page_response


@readers_only
def latest(request: HttpRequest) -> HttpResponseBase:
    number = Issue.objects.online().order_by("-number").values_list("number", flat=True).first()
    if number is None:
        return render(request, "reading/empty.html")
    return redirect("reading:issue", number)


@readers_only
def archive(request: HttpRequest) -> HttpResponseBase:
    return page_response(request, cached_archive.page())


@readers_only
def issue(request: HttpRequest, number: int) -> HttpResponseBase:
    return page_response(request, cached_edition_of_issue(number).page("issue", issue_html))


@readers_only
def entry(request: HttpRequest, uid: UUID) -> HttpResponseBase:
    return page_response(request, cached_edition_of_entry(uid).page(str(uid), partial(entry_html, uid=uid)))


@readers_only
def entry_at_anchor(request: HttpRequest, number: int, anchor: str) -> HttpResponseBase:
    """Redirects from an anchor of the issue to the entry's permanent address. The page of the issue has no permanent
    addresses, because forty of them would make it too large."""
    uid = cached_edition_of_issue(number).uids.get(anchor)
    if uid is None:
        raise Http404
    return redirect("reading:entry", uid)


@readers_only
def pdf(request: HttpRequest, number: int) -> HttpResponseBase:
    return pdf_response(request, cached_edition_of_issue(number).edition)


@readers_only
def annex(request: HttpRequest, number: int, sha256: str) -> HttpResponseBase:
    return annex_response(request, cached_edition_of_issue(number).edition.document, sha256)
