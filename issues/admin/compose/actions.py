"""The buttons of the compose page: each is a POST on one issue that returns to it, with the reason where it was refused."""

from collections import defaultdict
from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404
from django.utils.html import format_html
from django.views.decorators.http import require_POST

from issues.actor import signed_in
from issues.admin import posted
from issues.admin.compose.undo import Undo, take_back, undoable
from issues.admin.history.issue import note
from issues.document.kinds import is_section_kind
from issues.editing import ordering, placement, sections
from issues.editing.entry_rows import EntryRow, entry_rows, in_print
from issues.fields.datetimes import parse_local_datetime
from issues.models import Issue, Section, entry_model
from issues.models.bases.content_lock import lock_issues
from issues.models.bases.history import recording
from issues.office_urls import compose_address, review_address
from issues.refusals import Refusal
from issues.workflow import transitions
from issues.workflow.outcomes import Outcome

Operation = Callable[..., str]


def issue_action(permission: str) -> Callable[[Operation], Callable[..., HttpResponse]]:
    """Makes a view of `operation`, which returns the anchor to return to, on the compose page unless the form names the
    review page. Without a permission here `operation` checks itself."""

    def decorate(operation: Operation) -> Callable[..., HttpResponse]:
        @require_POST
        @wraps(operation)
        def view(request: HttpRequest, pk: int, **kwargs: Any) -> HttpResponse:
            _require(request, permission)
            issue, anchor = get_object_or_404(Issue, pk=pk), ""
            try:
                anchor = operation(request, issue, **kwargs)
            except Refusal as refusal:
                messages.error(request, str(refusal))
            address = review_address if request.POST.get("back") == "review" else compose_address
            return HttpResponseRedirect(address(issue.pk, anchor))

        return view

    return decorate


@issue_action("")
def take_step(request: HttpRequest, issue: Issue, key: str) -> str:
    """Performs an action of the workflow, which checks the permission itself."""
    if key not in transitions.MANUAL_ACTIONS:
        raise transitions.ActionRefused("页面已经过时，请刷新后再操作")
    seen = posted.number(request.POST.get("seen"))
    note = posted.words(request.POST.get("note", ""))
    at = parse_local_datetime(request.POST.get("at", ""))
    stage = issue.stage_name if issue.has_stages else ""
    try:
        transitions.perform(issue, key, by=signed_in(request), note=note, seen=seen, at=at)
    except transitions.Stale:
        if not transitions.is_sent_again(issue, key, by=signed_in(request), seen=seen):
            raise
        issue.refresh_from_db()
    outcome = transitions.ACTIONS[key].outcome(issue, stage)
    messages.success(request, _rendered(outcome))
    if outcome.warning:
        messages.warning(request, outcome.warning)
    return ""


def _rendered(outcome: Outcome) -> str:
    if not outcome.link:
        return outcome.text
    return format_html('{}<a href="{}">{}</a>', outcome.text, outcome.link, outcome.link_text)


@issue_action("issues.change_issue")
def move_entry(request: HttpRequest, issue: Issue) -> str:
    """Returns to the button that was pressed, so that it can be pressed again with the keyboard."""
    direction = "up" if "up" in request.POST else "down"
    uid = _uid(request.POST.get(direction, ""))
    row = ordering.row_of(issue, uid)
    with undoable(request, issue) as undo:
        ordering.move(issue, uid, ordering.UP if direction == "up" else ordering.DOWN)
    _ordered(request, issue, issue.sections.get(pk=row.section_id or 0), undo)
    return f"{direction}-{uid}"


def _ordered(request: HttpRequest, issue: Issue, section: Section, undo: Undo) -> None:
    note(request, issue, f"调整了“{section.title}”的次序")
    messages.success(request, undo.message("次序已保存。"))


@issue_action("issues.change_issue")
@recording()
def pool_entry(request: HttpRequest, issue: Issue) -> str:
    lock_issues([issue.pk])
    row = ordering.row_of(issue, _uid(request.POST.get("uid", "")))
    with undoable(request, issue) as undo:
        placement.place([entry_model(row.kind).objects.get(pk=row.pk)], None)
    note(request, issue, f"把“{row.title}”移回素材库")
    messages.success(request, undo.message(f"已把“{row.title}”移回素材库；要放回来，按“从素材库选”。"))
    return f"s{row.section_id}"


@issue_action("issues.change_issue")
def move_section(request: HttpRequest, issue: Issue) -> str:
    direction = "up" if "up" in request.POST else "down"
    section = _section(issue, request.POST.get(direction))
    with undoable(request, issue) as undo:
        ordering.move_section(section, ordering.UP if direction == "up" else ordering.DOWN)
    note(request, issue, f"移动了“{section.title}”")
    messages.success(request, undo.message(f"“{section.title}”已移动。"))
    return f"{direction}-s{section.pk}"


@issue_action("issues.add_section")
def add_section(request: HttpRequest, issue: Issue) -> str:
    key = request.POST.get("kind")
    if not is_section_kind(key):
        raise placement.Misplaced("请选择要添加的栏目")
    section = sections.add_section(issue, str(key))
    note(request, issue, f"添加了栏目“{section.title}”")
    messages.success(request, f"已添加栏目“{section.title}”。")
    return f"s{section.pk}"


@issue_action("issues.add_section")
def add_part(request: HttpRequest, issue: Issue) -> str:
    section = _section(issue, request.POST.get("section"))
    title = posted.line(request.POST.get("title", ""))
    if not title or section.parent_id is not None or not section.section_kind.has_parts:
        raise placement.Misplaced("请填写小标题")
    part = placement.get_or_add_part(section, title[:500])
    note(request, issue, f"在“{section.title}”里添加了小标题“{part.title}”")
    messages.success(request, f"已添加小标题“{part.title}”。")
    return f"s{part.pk}"


@issue_action("issues.change_issue")
def undo(request: HttpRequest, issue: Issue) -> str:
    """Undoes the last change of the arrangement."""
    take_back(request, issue)
    note(request, issue, "撤销了对次序、栏目或位置的改动")
    messages.success(request, f"已撤销，{issue}的栏目和次序恢复到改动之前。")
    return ""


@require_POST
def arrange(request: HttpRequest, pk: int) -> JsonResponse:
    """Stores the new order of one section or part after dragging. Returns {"version": the present version, or null if the
    page was out of date before, "lists": the entries of each section as they are printed, each as [uid, number], "undo":
    what the button 撤销 posts}; or 409 with {"message"} if it is refused."""
    _require(request, "issues.change_issue")
    issue = get_object_or_404(Issue, pk=pk)
    was_current = issue.version == posted.number(request.POST.get("seen"))
    try:
        section = _section(issue, request.POST.get("section"))
        with undoable(request, issue) as undo:
            ordering.arrange(issue, section, [_uid(uid) for uid in request.POST.getlist("uid")])
    except Refusal as refusal:
        return JsonResponse({"message": str(refusal)}, status=409)
    note(request, issue, f"调整了“{section.title}”的次序")
    version = issue.version if was_current else None
    return JsonResponse({"version": version, "lists": _lists(issue), "undo": undo.token})


def _lists(issue: Issue) -> dict[int | None, list[tuple[str, str]]]:
    by_section: dict[int | None, list[EntryRow]] = defaultdict(list)
    for row in entry_rows(issue):
        by_section[row.section_id].append(row)
    return {
        pk: [(str(each.item.uid), each.label if each.is_first_of_block else "") for each in in_print(rows)]
        for pk, rows in by_section.items()
    }


def _require(request: HttpRequest, permission: str) -> None:
    if permission and not request.user.has_perm(permission):
        raise PermissionDenied


def _section(issue: Issue, pk: str | None) -> Section:
    section = issue.sections.filter(pk=posted.number(pk)).first()
    if section is None:
        raise placement.Misplaced("这个栏目已不在本期，可能刚被同事移走或删除，请刷新页面")
    return section


def _uid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise placement.Misplaced("这一条已不在本期，可能刚被同事移走或删除，请刷新页面") from None
