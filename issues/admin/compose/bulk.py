"""Moves several entries of an issue at once: to another section, to the pool, or to the recycle bin. All of them or none."""

from collections.abc import Callable, Sequence
from uuid import UUID

from django.contrib import messages
from django.contrib.admin.models import DELETION, LogEntry
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.utils.html import format_html

from issues.actor import signed_in
from issues.admin.compose.actions import issue_action
from issues.admin.compose.deleted_message import deleted_message
from issues.admin.compose.destinations import chosen
from issues.admin.compose.undo import undoable
from issues.admin.history.issue import note
from issues.editing.entry_rows import entry_rows
from issues.editing.placement import Misplaced, place, placement_name
from issues.models import Entry, Issue, Section, entry_model
from issues.models.bases.content_lock import lock_issues
from issues.models.bases.history import recording
from issues.office_urls import compose_address

NOTHING = "还没有勾选条目。"


@issue_action("issues.change_issue")
@recording()
def change_several(request: HttpRequest, issue: Issue) -> str:
    """Does what the pressed button says."""
    operation = OPERATIONS.get(request.POST.get("operation", ""))
    if operation is None:
        raise Misplaced("没有这一步操作，请刷新页面")
    uids = list(dict.fromkeys(request.POST.getlist("uid")))
    if not uids:
        raise Misplaced(NOTHING)
    return operation(request, issue, uids)


def _move(request: HttpRequest, issue: Issue, uids: Sequence[str]) -> str:
    section = chosen(request.POST.get("destination"), [])
    lock_issues([issue.pk, section.issue_id])
    entries = _entries(issue, uids)
    if section.issue_id == issue.pk:
        return _move_within(request, issue, entries, section)
    place(entries, section)
    home = entries[0].section
    note(request, issue, f"把 {len(entries)} 条移到{placement_name(home)}")
    address = compose_address(section.issue_id, f"s{home.pk if home else section.pk}")
    message = '已把 {} 条从{}移到<a href="{}">{}</a>。'
    messages.success(request, format_html(message, len(entries), issue, address, placement_name(home)))
    return ""


def _move_within(request: HttpRequest, issue: Issue, entries: Sequence[Entry], section: Section) -> str:
    with undoable(request, issue) as undo:
        place(entries, section)
    home = entries[0].section or section
    note(request, issue, f"把 {len(entries)} 条移到“{home.title}”")
    messages.success(request, undo.message(f"已把 {len(entries)} 条移到“{home.title}”的末尾。"))
    return f"s{home.pk}"


def _pool(request: HttpRequest, issue: Issue, uids: Sequence[str]) -> str:
    lock_issues([issue.pk])
    entries = _entries(issue, uids)
    left = entries[0].section_id
    with undoable(request, issue) as undo:
        place(entries, None)
    note(request, issue, f"把 {len(entries)} 条移回素材库")
    messages.success(request, undo.message(f"已把 {len(entries)} 条移回素材库。"))
    return f"s{left}"


def _delete(request: HttpRequest, issue: Issue, uids: Sequence[str]) -> str:
    lock_issues([issue.pk])
    entries = _entries(issue, uids)
    left = entries[0].section_id
    by = signed_in(request).pk
    for model in dict.fromkeys(type(entry) for entry in entries):
        if not request.user.has_perm(f"{model._meta.app_label}.delete_{model._meta.model_name}"):
            raise PermissionDenied
        rows = model.objects.filter(pk__in=[entry.pk for entry in entries if isinstance(entry, model)])
        LogEntry.objects.log_actions(by, rows, DELETION, change_message=f"在{issue}的编排页删除")
        rows.delete()
    messages.success(request, deleted_message(request, entries))
    return f"s{left}"


OPERATIONS: dict[str, Callable[[HttpRequest, Issue, Sequence[str]], str]] = {
    "move": _move,
    "pool": _pool,
    "delete": _delete,
}


def _entries(issue: Issue, uids: Sequence[str]) -> list[Entry]:
    """The entries in the order in which they were posted, which is that of the page. The issue is locked already."""
    here = {str(row.uid): row for row in entry_rows(issue)}
    if gone := sum(uid not in here for uid in uids):
        raise Misplaced(
            f"没有改动：有 {gone} 条已不在{issue}里（可能刚被同事移走或删除），请看过现在的内容再选。"
        )
    entries: dict[UUID, Entry] = {}
    for model in dict.fromkeys(entry_model(here[uid].kind) for uid in uids):
        entries |= {row.uid: row for row in model.objects.filter(uid__in=uids).select_related("section")}
    return [entries[here[uid].uid] for uid in uids]
