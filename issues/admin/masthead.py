import hashlib
from collections.abc import Iterable, Iterator
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from issues.admin import posted
from issues.admin.bases.shared import SharedAdmin
from issues.admin.bases.shared_form import SharedForm
from issues.models import Masthead, ReviewStage, SectionDefault
from issues.reviewing.staffing import staffing_warning


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
    """Takes effect when an issue is next sent for review."""

    model = ReviewStage
    fields = ("position", "name", "group")
    extra = 0
    verbose_name_plural = (
        "审次（不填即一次审核。三审请依次填初审、复审、终审，各由不同的人担任；从下一次送审起生效）"
    )

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Only groups with the permission to review: otherwise an issue would wait forever."""
        if db_field.name == "group":
            kwargs["queryset"] = Group.objects.filter(permissions__codename="review_issue").distinct()
            kwargs["empty_label"] = "不限"
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


BELOW = {
    "sections": ("栏目默认值", ("position", "title", "intro", "is_used")),
    "stages": ("审次", ("position", "name", "group")),
}
MOST = 100


class MastheadForm(SharedForm):
    """The rows below are part of this page, so whoever may save the defaults may save them too."""

    def state_of(self, row: Any) -> str:
        below = [
            list(getattr(row, prefix).order_by("pk").values_list("pk", *names))
            for prefix, (_, names) in BELOW.items()
        ]
        return hashlib.sha256(f"{super().state_of(row)}{below!r}".encode()).hexdigest()

    def rows_below(self, row: Any) -> Iterator[tuple[str, str, str, str]]:
        groups = dict(Group.objects.values_list("pk", "name"))
        for prefix, (label, names) in BELOW.items():
            stored = getattr(row, prefix).values(*names)
            yield prefix, label, _lines(self._typed(prefix, names), groups), _lines(stored, groups)

    def _typed(self, prefix: str, names: tuple[str, ...]) -> Iterator[dict[str, Any]]:
        """The rows as they were typed, without deleted and blank ones."""
        for n in range(min(posted.number(self.data.get(f"{prefix}-TOTAL_FORMS")), MOST)):
            values = {name: self.data.get(f"{prefix}-{n}-{name}", "") for name in names}
            if f"{prefix}-{n}-DELETE" not in self.data and (values.get("title") or values.get("name")):
                yield values


@admin.register(Masthead)
class MastheadAdmin(SharedAdmin):
    """The single row with the defaults of a new issue."""

    form = MastheadForm
    index_group = "管理"
    index_rank = 0
    fieldsets = (
        (None, {"fields": ("title", "publishers", ("contact_name", "contact_phone"))}),
        (
            "印发信息",
            {
                "fields": (
                    ("regime", "page_format"),
                    "permit",
                    "compiler",
                    "recipients",
                    ("printer", "copies"),
                )
            },
        ),
    )
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
        values = {
            "title": "刊头与栏目默认值",
            "subtitle": "刊头与栏目只影响以后新建的期，已有的期各自保留自己的；审次从下一次送审起算。",
            "subtitle_is_a_remark": True,
        }
        return super().change_view(request, object_id, form_url, {**values, **(extra_context or {})})

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Warns after the stages are stored, not after the form alone."""
        super().save_related(request, form, formsets, change)
        if warning := staffing_warning():
            messages.warning(request, warning)


def _lines(rows: Iterable[dict[str, Any]], groups: dict[int, str]) -> str:
    """The rows as text, for comparing line by line."""
    return "\n".join("　".join(filter(None, _cells(row, groups))) for row in rows)


def _cells(row: dict[str, Any], groups: dict[int, str]) -> Iterator[str]:
    for name, value in row.items():
        match name:
            case "is_used":
                yield "自动带上" if value else "不自动带上"
            case "group":
                yield groups.get(posted.number(str(value or "")), "有审核权限的人都可以")
            case _:
                yield str(value).replace("\r\n", "\n")
