from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db import models
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from issues.admin import posted
from issues.admin.bases.guarded import GuardedAdmin, GuardedForm
from issues.admin.compose.undo import undoable
from issues.admin.forms.saved_hints import warn_of_unprintable_row
from issues.admin.history.issue import note
from issues.editing.entry_rows import entry_rows
from issues.editing.sections import remove_section
from issues.models import Issue, Section
from issues.office_urls import compose_address


class SectionForm(GuardedForm):
    subject = "这个栏目"

    def state_of(self, row: Any) -> str:
        """Begins with the key of the issue, which still exists if a colleague has removed the section meanwhile."""
        return f"{row.issue_id}.{super().state_of(row)}"


@admin.register(Section)
class SectionAdmin(GuardedAdmin):
    """栏目设置. Reached only from the compose page, which also adds sections."""

    form = SectionForm
    fields = ("title", "intro")
    formfield_overrides = {models.TextField: {"widget": forms.Textarea(attrs={"rows": 4, "cols": 70})}}  # noqa: RUF012

    def issue_of(self, obj: Section) -> Issue:
        return obj.issue

    def open_form_name(self, obj: Section) -> str:
        return f"section-{obj.pk}"

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).select_related("issue", "parent")

    def has_module_permission(self, request: HttpRequest) -> bool:
        return False

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        return HttpResponseRedirect("../issue/")

    def save_model(self, request: HttpRequest, obj: Section, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        warn_of_unprintable_row(request, obj, form.fields)

    def add_context(self, request: HttpRequest, context: dict[str, Any], obj: Any) -> None:
        context["title"] = "小标题设置" if obj and obj.parent_id else "栏目设置"
        context |= {"show_save_and_add_another": False, "show_save_and_continue": False}
        super().add_context(request, context, obj)

    def add_deleted_context(self, request: HttpRequest, context: dict[str, Any], obj: Any) -> None:
        super().add_deleted_context(request, context, obj)
        issue = posted.number(str(request.POST.get("seen", "")).partition(".")[0])
        if Issue.objects.filter(pk=issue).exists():
            context["back"] = compose_address(issue)

    def response_change(self, request: HttpRequest, obj: Section) -> HttpResponse:
        messages.success(request, f"已保存：{obj}")
        return HttpResponseRedirect(compose_address(obj.issue_id, f"s{obj.pk}"))

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """What the issue loses; only the headings are deleted, the entries go to the pool."""
        sections = {section.pk for obj in objs for section in (obj, *obj.parts.all())}
        leaving = [row.title for row in entry_rows(objs[0].issue) if row.section_id in sections]
        return leaving, {}, set(), []

    def delete_row(self, request: HttpRequest, row: Section) -> HttpResponse:
        issue, title, name = row.issue, row.title, str(row)
        with undoable(request, issue) as undo:
            remove_section(row)
        note(request, issue, f"移除了“{title}”")
        messages.success(request, undo.message(f"已从本期移除：{name}。里面的条目移回了素材库。"))
        return HttpResponseRedirect(compose_address(issue.pk))
