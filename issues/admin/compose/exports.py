"""Downloads of an issue in every format: the present draft, and the published edition."""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils.http import content_disposition_header

from issues.admin.compose.previews import PATIENCE, is_draft, viewable
from issues.editing.building import build_document
from issues.exporting.formats import FORMATS, Format
from issues.exporting.pdf import RenderingFailed
from issues.exporting.printable import why_not_printable
from issues.models import Edition, Issue
from issues.office_urls import compose_address


@dataclass(frozen=True, slots=True)
class Offer:
    """One version of the content to download; `base` is the address of its downloads, relative to the compose page."""

    label: str
    base: str


def offers_of(issue: Issue) -> list[Offer]:
    """The present content, unless it is the same as the published one; then the edition that was published last."""
    offers = []
    if issue.status not in (Issue.Status.PUBLISHED, Issue.Status.WITHDRAWN):
        label = "草稿（文件名注明“草稿”）" if is_draft(issue) else "审核通过、等待发布的内容"
        offers.append(Offer(label, "../export/"))
    if edition := issue.edition:
        state = "已撤下" if issue.withdrawn_at else "读者现在看到的"
        offers.append(
            Offer(f"发布的第{edition.revision}版（{state}）", f"../editions/{edition.revision}/export/")
        )
    return offers


def export_content(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    """The present content, marked as a draft until it is approved."""
    issue, form = viewable(request, pk), _form(key)
    document, draft = build_document(issue), is_draft(issue)
    name = form.file_name(document, is_draft=draft)
    if form.is_printed and (reason := why_not_printable(document)):
        messages.warning(request, f"{reason}，{form.label}里印成了方框，请改写后再送审。")
    return _download(request, pk, form, name, lambda: form.write(document, is_draft=draft, patience=PATIENCE))


def export_edition(request: HttpRequest, pk: int, revision: int, key: str) -> HttpResponse:
    issue, form = viewable(request, pk), _form(key)
    edition = get_object_or_404(Edition, issue=issue, revision=revision)
    name = form.file_name(edition.document)
    return _download(
        request, pk, form, name, lambda: form.write_published(edition.document, edition.read_pdf)
    )


def _form(key: str) -> Format:
    if key not in FORMATS:
        raise Http404
    return FORMATS[key]


def _download(
    request: HttpRequest, pk: int, form: Format, name: str, write: Callable[[], bytes]
) -> HttpResponse:
    """If the export fails, the compose page shows a message."""
    try:
        content = write()
    except RenderingFailed as failure:
        messages.error(request, f"{form.label}没有生成：{failure}")
    except FileNotFoundError:
        messages.error(request, f"{form.label}没有生成：有附件或文件已找不到或被改过，请告诉管理员。")
    else:
        disposition = str(content_disposition_header(as_attachment=True, filename=name))
        return HttpResponse(
            content, content_type=form.content_type, headers={"Content-Disposition": disposition}
        )
    return HttpResponseRedirect(compose_address(pk))
