"""回收站: deleted entries, for thirty days."""

from collections.abc import Sequence
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_POST

from issues.actor import signature
from issues.admin import posted
from issues.admin.compose.undo import UNDONE, with_button
from issues.admin.history.differences import field_texts
from issues.admin.records import RecordAdmin
from issues.document.kinds import EntryKind, entry_kinds
from issues.editing.restoring import Unrestorable, restore_deleted
from issues.mail.wording import format_moment
from issues.models import BinnedEntry, Entry, EntryRevision, entry_model
from issues.models.bases.history import recording, section_name
from issues.office_urls import compose_address, entry_anchor, model_address


@admin.register(BinnedEntry)
class BinAdmin(RecordAdmin):
    """Users who may add entries of a kind see the deleted ones and may restore them."""

    index_group = "素材"
    index_rank = 9
    list_title = "回收站：最近 30 天删除的条目"
    list_display = ("heading", "kind_shown", "stood", "deleted_at", "who", "left", "button")
    list_select_related = ("by",)
    list_per_page = 50
    nothing_yet = "删除的条目在这里保留 30 天，可以恢复到素材库。"
    search_fields = ("heading",)
    search_help_text = "按标题查找"
    change_form_template = "admin/issues/binnedentry/change_form.html"

    def get_queryset(self, request: HttpRequest) -> Any:
        kinds = [kind.key for kind in entry_kinds() if may_add(request, kind)]
        rows: Any = super().get_queryset(request)
        return rows.in_bin().filter(kind__in=kinds)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return any(may_add(request, kind) for kind in ([obj.entry_kind] if obj else entry_kinds()))

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    @admin.display(description="种类", ordering="kind")
    def kind_shown(self, row: BinnedEntry) -> str:
        return row.entry_kind.label

    @admin.display(description="原位置", ordering="issue_number")
    def stood(self, row: BinnedEntry) -> str:
        return row.standing

    @admin.display(description="删除时间", ordering="at")
    def deleted_at(self, row: BinnedEntry) -> str:
        return format_moment(row.at)

    @admin.display(description="删除人", ordering="by")
    def who(self, row: BinnedEntry) -> str:
        return signature(row.by) if row.by else "系统"

    @admin.display(description="还可恢复", ordering="at")
    def left(self, row: BinnedEntry) -> str:
        return f"{row.days_left} 天"

    @admin.display(description="恢复")
    def button(self, row: BinnedEntry) -> str:
        return with_button("", reverse("admin:issues_binnedentry_undo"), str(row.pk), label="恢复")

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        return super().changelist_view(request, {"has_undo": True, **(extra_context or {})})

    def add_context(self, request: HttpRequest, context: dict[str, Any], obj: Any) -> None:
        context |= {"field_texts": field_texts(obj.document), "who": self.who(obj), "subtitle": ""}
        super().add_context(request, context, obj)


@require_POST
def restore(request: HttpRequest, pk: int) -> HttpResponse:
    """Restores one entry, with the button on its page."""
    row = get_object_or_404(BinnedEntry, pk=pk)
    if not may_add(request, row.entry_kind):
        raise PermissionDenied
    entry = restore_deleted(row)
    messages.success(request, _restored_one(row, entry))
    return HttpResponseRedirect(model_address(entry, "change", entry.pk))


@require_POST
def undo(request: HttpRequest) -> HttpResponse:
    """Restores the entries of a button: that in the message after a deletion, or that in the list."""
    wanted = {posted.number(pk) for pk in request.POST.get("undo", "").split()[:UNDONE]}
    rows = list(BinnedEntry.objects.filter(pk__in=wanted))
    if not rows:
        raise Unrestorable("这一条已经恢复，或者已过 30 天，不在回收站里了")
    if not all(may_add(request, row.entry_kind) for row in rows):
        raise PermissionDenied
    with recording():
        restored = [(row, restore_deleted(row)) for row in rows]
    messages.success(request, _restored_one(*restored[0]) if len(restored) == 1 else _restored_many(restored))
    return HttpResponseRedirect(_address_after(restored[-1][1]))


def _restored_one(row: EntryRevision, entry: Entry) -> str:
    if entry.section is not None:
        return f"已恢复到{entry.section.issue} · {section_name(entry.section)}：{entry.heading}。"
    why = f"（原来的位置“{row.standing}”现在不能放，那一期已锁定，或栏目已移除）" if row.issue_number else ""
    return f"已恢复到素材库：{entry.heading}{why}。"


def _restored_many(restored: Sequence[tuple[EntryRevision, Entry]]) -> str:
    pooled = sum(entry.section is None for _, entry in restored)
    if not pooled:
        return f"已恢复 {len(restored)} 条，都回到了原来的位置。"
    return f"已恢复 {len(restored)} 条，其中 {pooled} 条放进了素材库：它们原来就在那里，或者原来的位置现在不能放。"


def _address_after(entry: Entry) -> str:
    if entry.section is not None:
        return compose_address(entry.section.issue_id, entry_anchor(entry.uid))
    return reverse("admin:issues_binnedentry_changelist")


def may_add(request: HttpRequest, kind: EntryKind) -> bool:
    opts = entry_model(kind)._meta
    return request.user.has_perm(f"{opts.app_label}.add_{opts.model_name}")
