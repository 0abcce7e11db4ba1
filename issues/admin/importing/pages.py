"""导入一期: bring a file, see what became of it, confirm it as a draft. Nothing is stored before that."""

import logging
from collections.abc import Callable
from functools import wraps
from typing import Any, cast
from uuid import UUID

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.files.storage import default_storage
from django.http import (
    FileResponse,
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseRedirect,
)
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_POST

from issues.actor import signed_in
from issues.admin import posted
from issues.admin.compose.actions import issue_act
from issues.admin.compose.hints import may_settle
from issues.admin.compose.previews import may_view
from issues.admin.compose.undo import with_button
from issues.admin.forms.errors import wrong_in
from issues.admin.history.issue import note
from issues.admin.importing.forms import ConfirmForm, UploadForm
from issues.admin.importing.preview import preview_of, stored_duplicates
from issues.document.annexes import entries_with_annexes
from issues.document.errors import Unreadable
from issues.editing.imports import confirm_import, recognise_import, start_import
from issues.editing.print_remarks import with_print_remarks
from issues.files import file_store
from issues.importing.recognition import Recognition
from issues.models import ImportedFile, Issue
from issues.office_urls import compose_address
from issues.reading.rendering import preview_html
from issues.refusals import Stale

log = logging.getLogger(__name__)

View = Callable[..., HttpResponseBase]


def look_address(imported: ImportedFile) -> str:
    return reverse("admin:issues_issue_import_look", args=[imported.pk])


def importing(view: View) -> View:
    """For whoever may begin an issue."""
    return _answered(view, may_import)


def looking(view: View) -> View:
    """What an issue was made of: to be read by everyone who may see the issue, the reviewer first of all."""

    def may(request: HttpRequest) -> bool:
        return may_import(request) or (request.method in ("GET", "HEAD") and may_view(request))

    return _answered(view, may)


def may_import(request: HttpRequest) -> bool:
    return request.user.has_perm("issues.add_issue")


def _answered(view: View, may: Callable[[HttpRequest], bool]) -> View:
    """A file that can no longer be read leads back to the upload, with the reason."""

    @wraps(view)
    def asked(request: HttpRequest, **values: Any) -> HttpResponseBase:
        if not may(request):
            raise PermissionDenied
        try:
            return view(request, **values)
        except Unreadable as refusal:
            messages.error(request, str(refusal))
        except FileNotFoundError:
            log.exception("the kept file of an import is missing from the media store")
            missing = (
                "上传的文件已过期清除，请重新导入。"
                if may_import(request)
                else "原文件已找不到，不能对照；请告诉管理员。"
            )
            messages.error(request, missing)
        page = "import" if may_import(request) else "changelist"
        return HttpResponseRedirect(reverse(f"admin:issues_issue_{page}"))

    return asked


@importing
def upload(request: HttpRequest) -> HttpResponseBase:
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            imported = start_import(
                file.name,
                file.read(),
                by=signed_in(request),
                given=form.given,
                annexes=form.annex_uploads,
            )
        except Unreadable as refusal:
            form.add_error("file", f"“{file.name}”没有导入：{refusal}")
        else:
            return HttpResponseRedirect(look_address(imported))
    waiting = ImportedFile.objects.waiting().filter(uploaded_by=signed_in(request))
    return _page(
        request, "import", {"title": "导入一期", "form": form, "waiting": waiting, "wrong": wrong_in([form])}
    )


@looking
def look(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    imported = _imported(request, pk)
    recognition = with_print_remarks(recognise_import(imported))
    names = [name for _, name in entries_with_annexes(recognition.document)]
    given = {"number": recognition.document.number, "date": recognition.document.date}
    if request.method != "POST":
        return _look(request, imported, recognition, ConfirmForm(imported, names, initial=given))
    if imported.issue_id is not None:
        return _done(request, imported)
    form = ConfirmForm(imported, names, request.POST, request.FILES, initial=given)
    if not form.is_valid():
        return _look(request, imported, recognition, form)
    form.record()
    return _go_on(request, imported, recognition, form)


def _go_on(
    request: HttpRequest, imported: ImportedFile, recognition: Recognition, form: ConfirmForm
) -> HttpResponseBase:
    """As the pressed button says; a refusal stands on the page, where everything filled in still is."""
    if "renumber" in request.POST:
        imported.number = Issue.objects.next_number()
        imported.save(update_fields=["number"])
    if "confirm" not in request.POST:
        return HttpResponseRedirect(look_address(imported))
    try:
        confirm_import(imported)
    except Unreadable as refusal:
        # What was recorded is on the page as it is now, with the files just chosen among those at hand.
        fresh = ConfirmForm(imported, form.carriers, initial=form.cleaned_data)
        return _look(request, imported, recognition, fresh, refused=str(refusal))
    imported.refresh_from_db()
    return _done(request, imported)


def _done(request: HttpRequest, imported: ImportedFile) -> HttpResponseRedirect:
    messages.success(request, f"已把“{imported.filename}”导入为{imported.issue}的草稿，请核对后送审。")
    return HttpResponseRedirect(compose_address(cast(int, imported.issue_id)))


def _look(
    request: HttpRequest,
    imported: ImportedFile,
    recognition: Recognition,
    form: ConfirmForm,
    refused: str = "",
) -> HttpResponseBase:
    number = posted.number(str(form["number"].value()))
    taken = Issue.objects.filter(number=number).first()
    document = imported.attach(recognition.document)
    values = {
        "title": f"导入：{imported.filename}",
        "imported": imported,
        "form": form,
        "refused": refused,
        "wrong": wrong_in([form]),
        "preview": preview_of(
            recognition, document, stored_duplicates(document, apart_from=imported.issue_id)
        ),
        "taken": None if imported.issue_id else taken,
        "annexes_told": file_store.upload_hint(),
        "free": Issue.objects.next_number(),
        "may_import": may_import(request),
        "compose_address": compose_address(imported.issue_id) if imported.issue_id else "",
    }
    return _page(request, "import_look", values)


@looking
def read_draft(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    imported = _imported(request, pk)
    document = imported.attach(recognise_import(imported).document)
    return HttpResponse(preview_html(document, back=look_address(imported), back_label="返回导入"))


@looking
def original(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """The file as it came, never shown by the browser."""
    imported = _imported(request, pk)
    return FileResponse(
        default_storage.open(imported.stored_path),
        as_attachment=True,
        filename=imported.filename,
        content_type="application/octet-stream",
        headers={"X-Content-Type-Options": "nosniff"},
    )


@require_POST
@importing
def cancel(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    imported = _imported(request, pk)
    if imported.issue_id is not None or not imported.give_up():
        return _done(request, _imported(request, pk))
    messages.success(request, f"已取消，没有导入“{imported.filename}”。")
    return HttpResponseRedirect(reverse("admin:issues_issue_changelist"))


@issue_act("issues.change_issue")
def settle(request: HttpRequest, issue: Issue) -> str:
    imported = ImportedFile.objects.filter(issue=issue).first()
    if imported is None:
        raise Http404
    if not may_settle(issue):
        raise Stale(f"{issue}{issue.get_status_display()}，导入时的提示不用再处理")
    if "undo" in request.POST:
        imported.settle_one(posted.number(request.POST["undo"]), request.user, is_settled=False)
        messages.success(request, "已撤销，这条提示还在。")
    elif "remark" in request.POST:
        place = request.POST["remark"]
        imported.settle_one(posted.number(place), request.user)
        address = reverse("admin:issues_issue_settle", args=[issue.pk])
        messages.success(request, with_button("已记下：这条提示处理过了。", address, place))
    else:
        imported.settle(request.user)
        messages.success(request, "已记下：导入时的提示都处理过了。")
    note(request, issue, "处理了导入时的提示")
    return "imported"


def _imported(request: HttpRequest, pk: UUID) -> ImportedFile:
    """Before it is confirmed a file is its editor's alone."""
    files = ImportedFile.objects
    rows = files.open_to(request.user) if may_import(request) else files.confirmed()
    return get_object_or_404(rows.select_related("issue", "uploaded_by"), pk=pk)


def _page(request: HttpRequest, name: str, values: dict[str, Any]) -> TemplateResponse:
    context = {**admin.site.each_context(request), "opts": Issue._meta, **values}
    return TemplateResponse(request, f"admin/issues/issue/{name}.html", context)
