"""导入一期: bring a file, see what became of it, confirm it as a draft. Nothing is stored before that."""

from typing import Any, cast
from uuid import UUID

from django.contrib import admin, messages
from django.core.files.storage import default_storage
from django.http import (
    FileResponse,
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
from issues.admin.forms.errors import wrong_in
from issues.admin.importing.access import importing, looking, may_import
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


def look_address(imported: ImportedFile) -> str:
    return reverse("admin:issues_issue_import_look", args=[imported.pk])


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


def _imported(request: HttpRequest, pk: UUID) -> ImportedFile:
    """Before it is confirmed a file is its editor's alone."""
    files = ImportedFile.objects
    rows = files.open_to(request.user) if may_import(request) else files.confirmed()
    return get_object_or_404(rows.select_related("issue", "uploaded_by"), pk=pk)


def _page(request: HttpRequest, name: str, values: dict[str, Any]) -> TemplateResponse:
    context = {**admin.site.each_context(request), "opts": Issue._meta, **values}
    return TemplateResponse(request, f"admin/issues/issue/{name}.html", context)
