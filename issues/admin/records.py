"""What has happened and what was published: to be looked at, never touched."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html

from issues.acting import signature
from issues.admin.base import OfficeAdmin
from issues.models import Edition, Transition
from issues.workflow import ACTIONS


class RecordAdmin(OfficeAdmin):
    index_group = "期刊"
    index_rank = 5
    actions = None

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    @admin.display(description="期", ordering="issue__number")
    def which(self, record: Any) -> str:
        return str(record.issue)


@admin.register(Transition)
class TransitionAdmin(RecordAdmin):
    list_display = (
        "at",
        "which",
        "revision",
        "act",
        "who",
        "to_status",
        "note",
    )
    list_filter = ("to_status", "at")
    list_select_related = ("issue", "actor")
    search_fields = ("issue__number", "note")
    fields = ("which", "revision", "act", "who", "at", "from_status", "to_status", "note", "digest")

    @admin.display(description="操作", ordering="action")
    def act(self, record: Transition) -> str:
        return ACTIONS[record.action].label if record.action in ACTIONS else record.action

    @admin.display(description="操作人", ordering="actor")
    def who(self, record: Transition) -> str:
        return signature(record.actor)


@admin.register(Edition)
class EditionAdmin(RecordAdmin):
    list_display = ("which", "revision", "published_at", "who", "pages", "file")
    list_select_related = ("issue", "published_by")
    search_fields = ("issue__number",)
    fields = (
        "which",
        "revision",
        "published_at",
        "who",
        "pages",
        "file",
        "correction_note",
        "digest",
        "pdf_checksum",
    )

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).defer("document_json")

    @admin.display(description="发布人", ordering="published_by")
    def who(self, edition: Edition) -> str:
        return signature(edition.published_by)

    @admin.display(description="PDF")
    def file(self, edition: Edition) -> str:
        address = reverse("admin:issues_issue_edition_pdf", args=[edition.issue_id, edition.revision])
        return format_html('<a href="{}">打开 PDF</a>', address)
