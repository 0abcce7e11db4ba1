"""合并所选: asks first which record stays."""

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.models import CHANGE, DELETION, LogEntry
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse

from issues.actor import signed_in
from issues.admin import posted
from issues.admin.compose.undo import with_button
from issues.editing.merging import Unmergeable, merge
from issues.models import NameRecord

MOST = 50


@admin.action(description="合并所选的记录", permissions=["merge"])
def merge_records(model_admin: Any, request: HttpRequest, queryset: Any) -> HttpResponse | None:
    records = list(queryset)
    if not 2 <= len(records) <= MOST:
        raise Unmergeable(f"请选择 2 到 {MOST} 条记录来合并")
    if "stays" not in request.POST:
        return _ask(model_admin, request, records)
    wanted = posted.number(request.POST["stays"])
    stays = next((record for record in records if record.pk == wanted), None)
    if stays is None:
        raise Unmergeable("请选择保留哪一条")
    _merge(model_admin, request, records, stays)
    return None


@transaction.atomic
def _merge(model_admin: Any, request: HttpRequest, records: list[NameRecord], stays: NameRecord) -> None:
    others = [record for record in records if record != stays]
    names = "、".join(f"“{record}”" for record in others)
    by = signed_in(request).pk
    LogEntry.objects.log_actions(by, others, DELETION, change_message=f"合并到“{stays}”")
    done = merge(records, stays=stays)
    LogEntry.objects.log_actions(by, [stays], CHANGE, change_message=f"并入{names}")
    message = f"已把{names}并入“{stays}”，成为它的别名；{done.count} 个条目改为对应到它，刊出的写法不变。"
    opts = model_admin.opts
    address = reverse(f"admin:{opts.app_label}_{opts.model_name}_duplicates")
    messages.success(request, with_button(message, address, str(done.pk), label="撤销合并"))


def _ask(model_admin: Any, request: HttpRequest, records: list[NameRecord]) -> HttpResponse:
    context = {
        **model_admin.admin_site.each_context(request),
        "title": f"合并{model_admin.opts.verbose_name}",
        "opts": model_admin.opts,
        "records": sorted(records, key=lambda record: (-record.mention_count, record.pk)),
        "checkbox": ACTION_CHECKBOX_NAME,
    }
    return TemplateResponse(request, "admin/merge.html", context)
