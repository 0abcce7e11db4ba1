"""Previews of a draft: the web page and the PDF of its present Document, for everyone who may view it."""

from pathlib import PurePath

from csp.decorators import csp_exempt
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.http import content_disposition_header

from issues.editing.building import build_document
from issues.exporting.formats import FORMATS
from issues.exporting.pdf import RenderingFailed
from issues.exporting.printable import why_not_printable
from issues.exporting.printing import print_document
from issues.models import Edition, Issue
from issues.office_urls import compose_address
from issues.reading.rendering import preview_html

PATIENCE = 3.0
"""Seconds. Short, because a person can try again, and each waiting request occupies a thread of the server."""


def preview_web(request: HttpRequest, pk: int) -> HttpResponse:
    issue = viewable(request, pk)
    return HttpResponse(preview_html(build_document(issue), back=compose_address(issue.pk)))


def preview_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """With `?wait`, a page that shows the progress of printing and then loads the PDF."""
    issue = viewable(request, pk)
    if "wait" not in request.GET:
        return _printed(request, issue)
    shown = {"title": f"{issue}的 PDF 预览", "address": reverse("admin:issues_issue_preview_pdf", args=[pk])}
    return render(request, "admin/issues/issue/printing.html", admin.site.each_context(request) | shown)


def _printed(request: HttpRequest, issue: Issue) -> HttpResponse:
    document = build_document(issue)
    try:
        printed = print_document(document, is_draft=is_draft(issue), patience=PATIENCE)
    except RenderingFailed as failure:
        messages.error(request, f"PDF 没有生成：{failure}")
        return HttpResponseRedirect(compose_address(issue.pk))
    except FileNotFoundError:
        messages.error(request, "PDF 没有生成：有附件的文件已找不到或被改过，请告诉管理员。")
        return HttpResponseRedirect(compose_address(issue.pk))
    if printed.missing:
        reason = why_not_printable(document, printed.missing)
        messages.warning(request, f"{reason}，PDF 里印成了方框，请改写后再送审。")
    name = FORMATS["pdf"].file_name(document, is_draft=is_draft(issue))
    disposition = str(content_disposition_header(as_attachment=False, filename=name))
    response = HttpResponse(
        printed.pdf, content_type="application/pdf", headers={"Content-Disposition": disposition}
    )
    # A browser's own PDF viewer brings styles that our policy would refuse; a PDF runs nothing of our pages.
    response._csp_exempt = True  # type: ignore[attr-defined]  # as the decorator of django-csp does
    return response


@csp_exempt()  # type: ignore[arg-type]
def edition_pdf(request: HttpRequest, pk: int, revision: int) -> FileResponse:
    edition = get_object_or_404(
        Edition.objects.defer("document_json"), issue=viewable(request, pk), revision=revision
    )
    return FileResponse(
        edition.pdf.open(), content_type="application/pdf", filename=PurePath(edition.pdf.name or "").name
    )


def is_draft(issue: Issue) -> bool:
    return issue.status not in (Issue.Status.APPROVED, Issue.Status.PUBLISHED)


def viewable(request: HttpRequest, pk: int) -> Issue:
    if not may_view(request):
        raise PermissionDenied
    return get_object_or_404(Issue, pk=pk)


def may_view(request: HttpRequest) -> bool:
    return request.user.has_perm("issues.view_issue") or request.user.has_perm("issues.change_issue")
