"""从素材库选: put waiting entries into a section."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse

from issues.addresses import compose_address
from issues.content.guarding import why_locked
from issues.content.placing import Misplaced, fits, place
from issues.entry_rows import EntryRow, pooled_rows
from issues.models import Entry, Section

SHOWN = 200


def choose_from_pool(request: HttpRequest, pk: int, section_id: int) -> HttpResponse:
    if not request.user.has_perm("issues.change_issue"):
        raise PermissionDenied
    section = get_object_or_404(Section.objects.select_related("issue", "parent"), pk=section_id, issue=pk)
    rows = [row for row in pooled_rows() if fits(row.kind.key, section)]
    if request.method == "POST":
        return _put(request, section, rows)
    return _list(request, section, rows)


def _put(request: HttpRequest, section: Section, rows: list[EntryRow]) -> HttpResponse:
    wanted = request.POST.getlist("uid")
    if not wanted:
        messages.error(request, "还没有勾选条目。")
        return HttpResponseRedirect(request.get_full_path())
    by_uid = {str(row.uid): row for row in rows}
    if gone := [uid for uid in wanted if uid not in by_uid]:
        raise Misplaced(f"有 {len(gone)} 条已不在素材库里（可能刚被同事用了），请重新选择")
    place((_entry(by_uid[uid]) for uid in wanted), section)
    messages.success(request, f"已把 {len(wanted)} 条放入“{section.title}”。")
    return HttpResponseRedirect(compose_address(section.issue_id, f"s{section.pk}"))


def _entry(row: EntryRow) -> Entry:
    return row.kind.model.objects.get(pk=row.pk)


def _list(request: HttpRequest, section: Section, rows: list[EntryRow]) -> HttpResponse:
    words = request.GET.get("q", "").split()
    found = [row for row in rows if all(word.lower() in row.title.lower() for word in words)]
    context = {
        **admin.site.each_context(request),
        "title": "从素材库选",
        "section": section,
        "issue": section.issue,
        "rows": found[:SHOWN],
        "left_out": max(len(found) - SHOWN, 0),
        "pool_is_empty": not rows,
        "words": " ".join(words),
        "locked": why_locked(section.issue),
        "back": compose_address(section.issue_id, f"s{section.pk}"),
    }
    return TemplateResponse(request, "admin/issues/issue/pool.html", context)
