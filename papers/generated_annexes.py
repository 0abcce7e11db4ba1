"""生成附件: choose what to make from records, look at the rows, and attach them to the notice as an annex."""

import hashlib
import json
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path

from issues.admin.forms.annex_forms import AnnexForm, annex_forms
from issues.admin.history.issue import note
from issues.document import as_json
from issues.document.loading import MAX_ROWS
from issues.models.bases.content_lock import ContentLocked, why_locked
from issues.models.bases.history import recording
from issues.office_urls import model_address
from issues.spreadsheets.annexes import GeneratedAnnex, annex_workbook, file_name
from papers.models import Annex, Notice

PAGE = "admin/papers/notice/annexes.html"
CHANGED = "没有生成：预览之后记录有改动，请再看一遍下面的表格。"
NOT_ASKED = "没有生成：请先勾选“替换现有的附件”。"


class GeneratedAnnexMixin:
    """Adds the page to the admin of notices."""

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.generate_annex)  # type: ignore[attr-defined]
        own = path("<int:pk>/annexes/", view, name="papers_notice_annexes")
        return [own, *super().get_urls()]  # type: ignore[misc]

    def generate_annex(self, request: HttpRequest, pk: int) -> HttpResponse:
        if not request.user.has_perms(["papers.change_notice", "papers.add_annex", "papers.change_annex"]):
            raise PermissionDenied
        notice = get_object_or_404(Notice, pk=pk)
        if request.method != "POST":
            return self._page(request, notice)
        if notice.section and (reason := why_locked(notice.section.issue)):
            raise ContentLocked(reason)
        return self._posted(request, notice)

    def _posted(self, request: HttpRequest, notice: Notice) -> HttpResponse:
        form = _form(request)
        if form is None or not form.is_valid():
            return self._page(request, notice)
        title, annex = form.annex_title, form.content()
        refusal = _why_not(annex)
        if not refusal and request.POST.get("seen") != seen_of(title, annex):
            refusal = CHANGED
        if not refusal and _same_title(notice, title) and "replace" not in request.POST:
            refusal = NOT_ASKED
        if refusal:
            messages.error(request, refusal)
            return self._page(request, notice)
        attach(notice, title, annex)
        if notice.section:
            note(request, notice.section.issue, f"生成了附件“{title}”")
        messages.success(request, f"已生成附件“{title}”，{len(annex.table.rows)} 行。")
        return HttpResponseRedirect(model_address(notice, "change", notice.pk))

    def _page(self, request: HttpRequest, notice: Notice) -> HttpResponse:
        form = _form(request)
        context: dict[str, Any] = {
            **self.admin_site.each_context(request),  # type: ignore[attr-defined]
            "title": "生成附件",
            "opts": Notice._meta,
            "notice": notice,
            "section": notice.section,
            "back": model_address(notice, "change", notice.pk),
            "locked": why_locked(notice.section.issue) if notice.section else "",
            "kinds": annex_forms().values(),
            "form": form,
        }
        if form is not None and form.is_valid():
            context |= _preview(notice, form)
        return TemplateResponse(request, PAGE, context)


def _preview(notice: Notice, form: AnnexForm) -> dict[str, Any]:
    title, annex = form.annex_title, form.content()
    return {
        "annex_title": title,
        "annex": annex,
        "refusal": _why_not(annex),
        "seen": seen_of(title, annex),
        "replaced": _same_title(notice, title),
    }


def attach(notice: Notice, title: str, annex: GeneratedAnnex) -> None:
    """Adds the annex to the notice, or replaces the one with this title."""
    with transaction.atomic(), recording():
        notice.save()  # first: it locks the issue, and notices forms that are open
        row = _same_title(notice, title) or Annex(notice=notice, title=title, position=notice.annexes.count())
        row.attach(file_name(title), annex_workbook(title, annex), annex.table)
        row.save()


def seen_of(title: str, annex: GeneratedAnnex) -> str:
    """The digest of what the preview shows."""
    shown = json.dumps([title, as_json(annex.table), annex.headings, annex.grid], ensure_ascii=False)
    return hashlib.sha256(shown.encode()).hexdigest()


def _form(request: HttpRequest) -> AnnexForm | None:
    """The form of what was chosen, with the defaults for what was not given."""
    data = (request.POST if request.method == "POST" else request.GET).copy()
    if not (kind := annex_forms().get(data.get("make", ""))):
        return None
    for name, value in kind.defaults().items():
        data.setdefault(name, value)
    return kind(data)


def _same_title(notice: Notice, title: str) -> Annex | None:
    return notice.annexes.filter(title=title).first()


def _why_not(annex: GeneratedAnnex) -> str:
    count = len(annex.table.rows)
    if count > MAX_ROWS:
        return f"有 {count} 行，一个附件最多 {MAX_ROWS} 行，请缩小范围。"
    return "" if count else "没有符合条件的记录，没有可以生成的内容。"
