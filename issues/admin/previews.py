"""The draft as it would be read: the web page and the PDF of the composed Document, for everyone who may view it."""

from pathlib import PurePath

from csp.decorators import csp_exempt
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404

from issues.addresses import compose_address
from issues.composing import compose
from issues.exporting.pdf import RenderingFailed
from issues.exporting.printing import print_document
from issues.models import Edition, Issue
from issues.reading.rendering import preview_html

PATIENCE = 3.0
"""Seconds: who looks at a draft can press again, and whoever waits keeps a thread from everyone else."""


def preview_web(request: HttpRequest, pk: int) -> HttpResponse:
    issue = viewable(request, pk)
    return HttpResponse(preview_html(compose(issue), back=compose_address(issue.pk)))


# A browser's own PDF viewer brings styles that our policy would refuse; a PDF runs nothing of our pages.
@csp_exempt()  # type: ignore[arg-type]
def preview_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    issue = viewable(request, pk)
    try:
        printed = print_document(compose(issue), is_draft=is_draft(issue), patience=PATIENCE)
    except RenderingFailed as failure:
        messages.error(request, f"PDF 没有生成：{failure}")
        return HttpResponseRedirect(compose_address(issue.pk))
    except FileNotFoundError:
        messages.error(request, "PDF 没有生成：有附件的文件不在了或被改过，请告诉管理员。")
        return HttpResponseRedirect(compose_address(issue.pk))
    disposition = f'inline; filename="preview-{issue.number}.pdf"'
    return HttpResponse(
        printed.pdf, content_type="application/pdf", headers={"Content-Disposition": disposition}
    )


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
