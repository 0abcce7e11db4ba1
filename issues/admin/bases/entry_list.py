"""The lists of entries: a filter by placement, and the action that moves entries from the pool into an issue."""

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin import actions
from django.contrib.admin.helpers import ActionForm
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.translation import gettext_lazy

from issues.admin import posted
from issues.admin.compose.deleted_message import deleted_message
from issues.admin.compose.destinations import DestinationField, chosen
from issues.admin.history.issue import note
from issues.document.kinds import EntryKind
from issues.editing.placement import Misplaced, place_from_pool, placement_name
from issues.models import Issue, Section
from issues.office_urls import compose_address

SHOWN = 12


class StandingFilter(admin.SimpleListFilter):
    title = "位置"
    parameter_name = "in"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        issues = Issue.objects.only("number")[:SHOWN]
        return [("pool", "素材库"), *((str(issue.pk), str(issue)) for issue in issues)]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        chosen = self.value()
        if chosen == "pool":
            return queryset.pooled()
        return queryset.in_issue(posted.number(chosen)) if chosen else queryset


class PlacingForm(ActionForm):
    """The field next to the action: the issue and section to move the entries to."""

    def __init__(self, *args: Any, kind: EntryKind, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["destination"] = DestinationField([kind], label="放入")


@admin.action(
    description=gettext_lazy("Delete selected %(verbose_name_plural)s"),  # Django's own words
    permissions=["delete"],
)
def delete_selected(model_admin: Any, request: HttpRequest, queryset: Any) -> Any:
    """Replaces Django's action of this name: it asks for confirmation in the same way, but its message names the recycle
    bin."""
    if not request.POST.get("post") or not model_admin.can_delete(request, queryset):
        return actions.delete_selected(model_admin, request, queryset)
    if entries := list(queryset):
        model_admin.log_deletions(request, queryset)
        model_admin.delete_queryset(request, queryset)
        messages.success(request, deleted_message(request, entries))
    return None


@admin.action(description="放入所选的一期", permissions=["change"])
def put_into_issue(model_admin: Any, request: HttpRequest, queryset: Any) -> None:
    """Entries that are in an issue already do not move."""
    section = chosen(request.POST.get("destination"), [model_admin.entry_kind])
    rows = list(queryset.order_by("pk"))
    waiting = [row for row in rows if row.section_id is None]
    if not waiting:
        raise Misplaced("没有放入：所选的条目都已在某一期里。要换地方，请点开条目改“位置”。")
    home = place_from_pool([row.uid for row in waiting], [model_admin.entry_kind], section)
    note(request, home.issue, f"从素材库放入 {len(waiting)} 条到“{home.title}”")
    messages.success(request, placed_message(len(waiting), home, left=len(rows) - len(waiting)))


def placed_message(count: int, home: Section, *, left: int = 0) -> str:
    """Says which entries were moved to which section, with a link to it. Safe HTML."""
    note = f"另有 {left} 条已在某一期里，没有动。" if left else ""
    address = compose_address(home.issue_id, f"s{home.pk}")
    return format_html('已把 {} 条放入<a href="{}">{}</a>。{}', count, address, placement_name(home), note)
