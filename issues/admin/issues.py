from datetime import timedelta
from typing import Any

from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.db import models
from django.db.models import QuerySet
from django.forms import Script
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html

from issues.actor import signed_in
from issues.admin import posted
from issues.admin.bases.guarded import GuardedAdmin
from issues.admin.compose.page import compose_page
from issues.admin.forms.open_forms import everyone_else
from issues.admin.forms.saved_hints import warn_of_unprintable_row
from issues.editing import storing
from issues.editing.entry_rows import entry_rows
from issues.editing.sections import discard_issue
from issues.fields.values import DateFormField
from issues.models import Issue
from issues.office_urls import compose_address

AGAIN = timedelta(minutes=10)
"""Within this time, the same form sent again means the same issue."""


@admin.register(Issue)
class IssueAdmin(GuardedAdmin):
    """Its change page is the compose page, where an issue is read, ordered and moved on in the workflow."""

    index_group = "编审"
    menu_name = "各期"
    add_label = "新建一期"
    measure_word = "期"
    how_to_add = "请“新建一期”，或者“导入一期”补录往期。"
    list_display = ("__str__", "date", "badge", "online", "revision")
    list_display_links = ("__str__",)
    list_filter = ("status",)
    search_fields = ("number", "title")
    search_help_text = "按期号或刊名查找"
    actions = None
    fieldsets = (
        (None, {"fields": (("number", "date"),)}),
        (
            "刊头与署名",
            {
                "fields": (
                    "title",
                    "publishers",
                    ("contact_name", "contact_phone"),
                    ("editor", "reviewer"),
                )
            },
        ),
        (
            "印发信息",
            {
                "fields": (
                    ("regime", "page_format"),
                    "permit",
                    "compiler",
                    "recipients",
                    ("printer", "copies", "printed_on"),
                )
            },
        ),
    )

    formfield_overrides = {  # noqa: RUF012 - as Django declares it
        models.DateField: {
            "form_class": DateFormField,
            "help_text": "如：2026-03-20、2026年3月20日、2026.3.20。",
        }
    }

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """The number of an issue begins at 1."""
        more = {"min_value": 1} if db_field.name == "number" else {}
        return super().formfield_for_dbfield(db_field, request, **kwargs, **more)

    @admin.display(description="状态", ordering="status")
    def badge(self, issue: Issue) -> str:
        return format_html('<span class="badge {}">{}</span>', issue.status, issue.standing)

    @admin.display(description="读者可见")
    def online(self, issue: Issue) -> str:
        return "可见" if issue.is_online else "—"

    def issue_of(self, obj: Issue) -> Issue:
        return obj

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        first, *others = super().get_fieldsets(request, obj)
        if obj is None or not request.user.has_perm("issues.change_issue"):
            return [first, *others]
        link = format_html(
            '送审和审核的截止日期<a href="{}">按这里设定</a>，内容锁定时也可以改。',
            reverse("admin:issues_issue_deadlines", args=[obj.pk]),
        )
        return [(first[0], first[1] | {"description": link}), *others]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """Readers look up a published issue by its number, so it cannot change."""
        return ("number",) if obj and obj.edition_id else ()

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """An issue can be deleted until it is first sent for review. After that it stays, with its record."""
        return super().has_delete_permission(request, obj) and (obj is None or not obj.transitions.all())

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """Says which entries go back to the pool; only the issue and its headings are deleted."""
        return [row.title for obj in objs for row in entry_rows(obj)], {}, set(), []

    def delete_row(self, request: HttpRequest, row: Issue) -> HttpResponse:
        count = len(entry_rows(row))
        discard_issue(row)
        entries = f"其中 {count} 条已移回素材库。" if count else "本期没有条目。"
        messages.success(request, f"已删除{row}。{entries}")
        return HttpResponseRedirect(reverse("admin:issues_issue_changelist"))

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Issue]":
        return super().get_queryset(request).select_related("edition").defer("edition__document_json")

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        return storing.initial_masthead() | super().get_changeform_initial_data(request)

    def save_model(self, request: HttpRequest, obj: Issue, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        warn_of_unprintable_row(request, obj, form.fields)
        if not change:
            storing.add_default_sections(obj)

    def add_context(self, request: HttpRequest, context: dict[str, Any], obj: Any) -> None:
        if obj is not None:
            can_edit = obj.is_editable and self.has_change_permission(request, obj)
            context["page"] = compose_page(obj, signed_in(request), can_edit=can_edit)
            context["title"], context["subtitle"] = str(obj), ""
            context["editing"] = everyone_else(signed_in(request))
        context |= {"show_save_and_add_another": False, "show_save_and_continue": False}
        super().add_context(request, context, obj)

    def add_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """A form that is sent again, because the first response was lost, redirects to the issue that the first one
        created."""
        response = super().add_view(request, *args, **kwargs)
        is_refused = request.method == "POST" and response.status_code == 200
        form = response.context_data["adminform"].form if is_refused else None  # type: ignore[attr-defined]
        issue = begun_just_now(form, signed_in(request)) if form else None
        return self.response_add(request, issue) if issue else response

    def response_add(self, request: HttpRequest, obj: Issue, post_url_continue: Any = None) -> HttpResponse:
        messages.success(request, f"{obj}已建好，栏目已备齐，可以开始添加条目。")
        return HttpResponseRedirect(compose_address(obj.pk))

    def response_change(self, request: HttpRequest, obj: Issue) -> HttpResponse:
        messages.success(request, f"{obj}的期号、日期与刊头已保存。")
        return HttpResponseRedirect(compose_address(obj.pk))

    class Media:
        js = (
            "vendor/sortablejs/Sortable.min.js",
            Script("admin/compose/start.js", type="module"),
            Script("admin/forms/calendar_caption.js", type="module"),
        )


def begun_just_now(form: Any, by: User) -> Issue | None:
    """The issue that this person has just created with this same form, if it has no content yet."""
    issue = Issue.objects.filter(number=posted.number(form.data.get("number"))).first()
    if issue is None or issue.revised_by != [by.pk] or issue.created_at < timezone.now() - AGAIN:
        return None
    values = {name: value for name, value in form.cleaned_data.items() if name not in ("number", "seen")}
    is_same = bool(values) and all(getattr(issue, name) == value for name, value in values.items())
    return issue if is_same and not entry_rows(issue) else None
