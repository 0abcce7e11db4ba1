"""回收站: deleted entries, for thirty days."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_POST

from issues.acting import signature
from issues.admin.history.differences import told_fields
from issues.admin.records import RecordAdmin
from issues.content.restoring import bring_back
from issues.letters.words import moment
from issues.models import BinnedEntry
from issues.sections import EntryKind, entry_kinds


@admin.register(BinnedEntry)
class BinAdmin(RecordAdmin):
    """Whoever may add entries of a kind sees what was deleted of it, and may bring it back."""

    index_group = "素材"
    index_rank = 9
    list_title = "回收站：最近 30 天删除的条目"
    list_display = ("heading", "kind_shown", "stood", "deleted_at", "who", "left")
    list_select_related = ("by",)
    list_per_page = 50
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

    @admin.display(description="原来在", ordering="issue_number")
    def stood(self, row: BinnedEntry) -> str:
        return row.standing

    @admin.display(description="删除时间", ordering="at")
    def deleted_at(self, row: BinnedEntry) -> str:
        return moment(row.at)

    @admin.display(description="删除人", ordering="by")
    def who(self, row: BinnedEntry) -> str:
        return signature(row.by) if row.by else "系统"

    @admin.display(description="还可恢复", ordering="at")
    def left(self, row: BinnedEntry) -> str:
        return f"{row.days_left} 天"

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.bring_back_view)
        return [path("<int:pk>/restore/", view, name="issues_binnedentry_restore"), *super().get_urls()]

    def tell(self, request: HttpRequest, context: dict[str, Any], obj: Any) -> None:
        context |= {"told": told_fields(obj.document), "who": self.who(obj), "subtitle": ""}
        super().tell(request, context, obj)

    @method_decorator(require_POST)
    def bring_back_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        row = get_object_or_404(BinnedEntry, pk=pk)
        if not may_add(request, row.entry_kind):
            raise PermissionDenied
        entry = bring_back(row)
        messages.success(request, f"已恢复到素材库：{entry.heading}")
        name = f"admin:{entry._meta.app_label}_{entry._meta.model_name}_change"
        return HttpResponseRedirect(reverse(name, args=[entry.pk]))


def may_add(request: HttpRequest, kind: EntryKind) -> bool:
    opts = kind.model._meta
    return request.user.has_perm(f"{opts.app_label}.add_{opts.model_name}")
