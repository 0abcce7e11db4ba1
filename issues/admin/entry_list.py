"""The lists of entries: a filter by where they stand, and the action that takes them out of the pool."""

from typing import Any

from django.contrib import admin, messages
from django.http import HttpRequest

from issues.admin import posted
from issues.content.placing import Misplaced, fitting_section, place
from issues.models import Issue

SHOWN = 12


class StandingFilter(admin.SimpleListFilter):
    title = "所在"
    parameter_name = "in"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        issues = Issue.objects.only("number")[:SHOWN]
        return [("pool", "素材库"), *((str(issue.pk), str(issue)) for issue in issues)]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        chosen = self.value()
        if chosen == "pool":
            return queryset.pooled()
        return queryset.in_issue(posted.number(chosen)) if chosen else queryset


@admin.action(description="放入最近草稿的对应栏目", permissions=["change"])
def put_into_latest_draft(model_admin: Any, request: HttpRequest, queryset: Any) -> None:
    """What stands in an issue already stays there."""
    issue = Issue.objects.editable().first()
    if issue is None:
        raise Misplaced("现在没有在编的期，请先新建一期")
    waiting = list(queryset.pooled().order_by("pk"))
    for entry in waiting:
        place([entry], fitting_section(entry, issue))
    left = queryset.count() - len(waiting)
    note = f"；另有 {left} 条已在某一期里，没有动" if left else ""
    messages.success(request, f"已把 {len(waiting)} 条放入{issue}{note}。")
