from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from issues.admin.base import OfficeAdmin
from issues.models import Masthead, ReviewStage, SectionDefault


class SectionDefaultInline(admin.TabularInline):  # type: ignore[type-arg]
    model = SectionDefault
    fields = ("position", "title", "intro", "is_used")
    extra = 0
    formfield_overrides = {models.TextField: {"widget": forms.Textarea(attrs={"rows": 2, "cols": 50})}}  # noqa: RUF012

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class ReviewStageInline(admin.TabularInline):  # type: ignore[type-arg]
    """Applies from the next time that an issue is sent for review."""

    model = ReviewStage
    fields = ("position", "name", "group")
    extra = 0
    verbose_name_plural = (
        "审次（不设，则只有一次“审核”；如三审：初审、复审、终审，各由不同的人审。从下一次送审起算）"
    )

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Only who may review: an issue would wait for anybody else for ever."""
        if db_field.name == "group":
            kwargs["queryset"] = Group.objects.filter(permissions__codename="review_issue").distinct()
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


@admin.register(Masthead)
class MastheadAdmin(OfficeAdmin):
    """One row: what a new issue starts with."""

    index_group = "管理"
    index_rank = 0
    fields = ("title", "publishers", ("contact_name", "contact_phone"))
    inlines = (SectionDefaultInline, ReviewStageInline)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied
        return HttpResponseRedirect(reverse("admin:issues_masthead_change", args=[Masthead.current().pk]))

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        told = {
            "title": "刊头与栏目默认值",
            "subtitle": "刊头与栏目只影响以后新建的期，已有的期各自保留自己的；审次从下一次送审起算。",
        }
        return super().change_view(request, object_id, form_url, {**told, **(extra_context or {})})
