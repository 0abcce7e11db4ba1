"""可能重复: pairs of records that may mean the same, with the buttons 合并 and 不是同一个; and the last merges, which can
be undone."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.models import ADDITION, CHANGE, LogEntry
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse

from issues.actor import signature
from issues.admin import posted
from issues.admin.bases.shared import SharedAdmin
from issues.editing.merging import Unmergeable, kind_of
from issues.editing.unmerging import undo_merge
from issues.models import Distinct, Merge
from issues.similar_names import Pair, similar_pairs

SHOWN = 50
MERGES = 20


@dataclass(frozen=True, slots=True)
class Alike:
    first: Any
    second: Any

    @property
    def value(self) -> str:
        return f"{self.first.pk}-{self.second.pk}"


@dataclass(frozen=True, slots=True)
class Done:
    merge: Merge
    who: str


class DuplicatesAdmin(SharedAdmin):
    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view(self.duplicates_view)
        return [path("duplicates/", view, name=self._duplicates_name), *super().get_urls()]

    def has_merge_permission(self, request: HttpRequest) -> bool:
        return self.has_change_permission(request) and self.has_delete_permission(request)

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        context: dict[str, Any] = {}
        if request.method == "GET" and self.has_merge_permission(request):
            context = {"duplicates": len(self.pairs()), "duplicates_address": self._duplicates_address()}
        return super().changelist_view(request, context | (extra_context or {}))

    def pairs(self) -> list[Pair]:
        """Without the pairs that a person marked as different. Two queries."""
        rows = self.model._default_manager.values_list("pk", "name", "aliases")
        distinct = Distinct.objects.pairs(kind_of(self.model))
        similar = similar_pairs(
            ((pk, (name, *aliases)) for pk, name, aliases in rows), self.model.similarity_rules
        )
        return [pair for pair in similar if pair not in distinct]

    def duplicates_view(self, request: HttpRequest) -> HttpResponse:
        if not self.has_merge_permission(request):
            raise PermissionDenied
        if request.method == "POST":
            self._carry_out(request)
            return HttpResponseRedirect(self._duplicates_address())
        pairs = self.pairs()
        records = self.get_queryset(request).in_bulk({key for pair in pairs[:SHOWN] for key in pair})
        merges = Merge.objects.filter(kind=kind_of(self.model), undone_at=None).select_related("by")[:MERGES]
        context = {
            **self.admin_site.each_context(request),
            "title": "可能重复",
            "opts": self.opts,
            "alike": [Alike(*(records[key] for key in pair)) for pair in pairs[:SHOWN]],
            "left": max(len(pairs) - SHOWN, 0),
            "merges": [Done(merge, signature(merge.by) if merge.by else "系统命令") for merge in merges],
            "checkbox": ACTION_CHECKBOX_NAME,
        }
        return TemplateResponse(request, "admin/duplicates.html", context)

    def _carry_out(self, request: HttpRequest) -> None:
        if "undo" in request.POST:
            self._part(request, posted.number(request.POST["undo"]))
        elif "distinct" in request.POST:
            self._note_distinct(request, request.POST["distinct"])

    def _note_distinct(self, request: HttpRequest, pair: str) -> None:
        keys = {posted.number(key) for key in pair.split("-")[:2]}
        records = list(self.model._default_manager.filter(pk__in=keys).order_by("pk"))
        if len(records) != 2:
            raise Unmergeable("这两条有的已被删除或合并，请刷新页面再看")
        Distinct.objects.note(kind_of(self.model), keys, request.user)
        names = "和".join(f"“{record}”" for record in records)
        messages.success(request, f"已记下：{names}不是同一个，以后不再提示。")

    @transaction.atomic
    def _part(self, request: HttpRequest, key: int) -> None:
        merge = Merge.objects.filter(kind=kind_of(self.model), pk=key).first()
        if merge is None:
            raise Unmergeable("没有找到这次合并，请刷新页面再看")
        back, by = undo_merge(merge), posted.number(str(request.user.pk))
        record = self.model._default_manager.get(pk=merge.target)
        LogEntry.objects.log_actions(by, back, ADDITION, change_message=f"撤销合并，从“{record}”分出")
        names = "、".join(f"“{record}”" for record in back)
        LogEntry.objects.log_actions(by, [record], CHANGE, change_message=f"撤销合并，分出{names}")
        messages.success(request, f"已撤销合并：{names}又是单独的记录，对应到它的条目也已还原。")

    @property
    def _duplicates_name(self) -> str:
        return f"{self.opts.app_label}_{self.opts.model_name}_duplicates"

    def _duplicates_address(self) -> str:
        return reverse(f"admin:{self._duplicates_name}")
