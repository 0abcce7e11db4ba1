"""从素材库选: moves entries of the pool into a section."""

from dataclasses import dataclass
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse

from issues.admin import posted
from issues.admin.compose.undo import undoable
from issues.admin.history.issue import note
from issues.document.kinds import EntryKind
from issues.editing.placement import Misplaced, place_from_pool
from issues.editing.pool import DAYS, Wanted, find, is_empty, names_in
from issues.fields.datetimes import parse_local_datetime
from issues.models import Section, entry_model
from issues.models.bases.content_lock import why_locked
from issues.office_urls import compose_address

SHOWN = 200
"""Entries on one page."""
MOST_WORDS = 8


@dataclass(frozen=True, slots=True)
class WayIn:
    """A link to a page that adds entries of a kind to the pool."""

    label: str
    address: str


def choose_from_pool(request: HttpRequest, pk: int, section_id: int) -> HttpResponse:
    if not request.user.has_perm("issues.change_issue"):
        raise PermissionDenied
    section = get_object_or_404(Section.objects.select_related("issue", "parent"), pk=section_id, issue=pk)
    if request.method == "POST":
        return _put(request, section)
    return _list(request, section)


def _put(request: HttpRequest, section: Section) -> HttpResponse:
    uids = [_uid(text) for text in dict.fromkeys(request.POST.getlist("uid"))]
    if not uids:
        messages.error(request, "还没有勾选条目。")
        return HttpResponseRedirect(request.get_full_path())
    with undoable(request, section.issue) as undo:
        home = place_from_pool(uids, section.section_kind.entry_kinds, section)
    note(request, section.issue, f"从素材库放入 {len(uids)} 条到“{home.title}”")
    messages.success(request, undo.message(f"已把 {len(uids)} 条放入“{section.title}”。"))
    return HttpResponseRedirect(compose_address(section.issue_id, f"s{section.pk}"))


def _uid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise Misplaced("没有这个条目，请刷新页面") from None


def _list(request: HttpRequest, section: Section) -> HttpResponse:
    kinds, wanted = section.section_kind.entry_kinds, _wanted(request)
    rows = find(wanted, kinds)
    page = Paginator(rows, SHOWN).get_page(request.GET.get("p"))
    context = {
        **admin.site.each_context(request),
        "title": "从素材库选",
        "section": section,
        "issue": section.issue,
        "page": page,
        "wanted": wanted,
        "words": " ".join(wanted.words),
        "names": names_in(kinds),
        "kinds": kinds if len(kinds) > 1 else (),
        "days": DAYS,
        "pool_is_empty": not rows and (not wanted or is_empty(kinds)),
        "ways_in": _ways_in(request, kinds),
        "all_ticked": request.GET.get("tick") == "all",
        "query": _query(request, "p"),
        "untick": _query(request, "tick"),
        "locked": why_locked(section.issue),
        "back": compose_address(section.issue_id, f"s{section.pk}"),
    }
    return TemplateResponse(request, "admin/issues/issue/pool.html", context)


def _wanted(request: HttpRequest) -> Wanted:
    query = request.GET
    return Wanted(
        words=tuple(posted.line(query.get("q", "")).split()[:MOST_WORDS]),
        name=posted.line(query.get("name", "")),
        kind=posted.line(query.get("kind", "")),
        days=query.get("days", ""),
        since=parse_local_datetime(query.get("since", "")),
    )


def _query(request: HttpRequest, *without: str) -> str:
    """The query parameters of the address, without these."""
    parameters = [(key, value) for key, value in request.GET.items() if key not in without and value]
    return urlencode(parameters)


def _ways_in(request: HttpRequest, kinds: tuple[EntryKind, ...]) -> list[WayIn]:
    ways = []
    for kind in kinds:
        opts = entry_model(kind)._meta
        name = f"admin:{opts.app_label}_{opts.model_name}"
        if request.user.has_perm(f"{opts.app_label}.add_{opts.model_name}"):
            ways.append(WayIn(f"添加{kind.label}", reverse(f"{name}_add")))
        if kind.takes_tables and request.user.has_perm(f"{opts.app_label}.import_{opts.model_name}"):
            ways.append(WayIn(f"从表格导入{kind.label}", reverse(f"{name}_import")))
    return ways
