"""Read-only pages of what has happened and what was published."""

from typing import Any

from django.contrib import admin
from django.db.models import OuterRef, Subquery
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.text import Truncator

from issues.actor import signature
from issues.admin.bases.office import OfficeAdmin
from issues.models import Comment, Edition, EntryRevision, Thread, Transition
from issues.reviewing.conversations import AFTER
from issues.workflow.actions import label_of


class RecordAdmin(OfficeAdmin):
    index_group = "编审"
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
    nothing_yet = "送审、退回、通过、发布，每一步都会记在这里。"
    list_display = (
        "at",
        "which",
        "revision",
        "action_label",
        "who",
        "to_status",
        "note",
    )
    list_filter = ("to_status", "at")
    list_select_related = ("issue", "actor")
    search_fields = ("issue__number", "note")
    fields = ("which", "revision", "action_label", "who", "at", "from_status", "to_status", "note", "digest")

    @admin.display(description="操作", ordering="action")
    def action_label(self, record: Transition) -> str:
        return label_of(record)

    @admin.display(description="操作人", ordering="actor")
    def who(self, record: Transition) -> str:
        return signature(record.actor)


@admin.register(Edition)
class EditionAdmin(RecordAdmin):
    nothing_yet = "发布一期之后，它的每一版都留在这里。"
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
        "pdf_sha256",
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


@admin.register(Thread)
class ThreadAdmin(RecordAdmin):
    nothing_yet = "审核人和编辑在审阅页上提的意见会列在这里。"
    list_display = ("at", "which", "revision", "entry_shown", "first_text", "state", "who")
    list_select_related = ("issue", "raised_by")
    list_filter = ("at",)
    list_per_page = 50
    search_fields = ("issue__number", "quote", "comments__text")
    search_help_text = "按期号、引用的原文或意见内容查找"
    fields = ("which", "revision", "entry_shown", "quote", "replies", "state", "who", "at")

    def get_queryset(self, request: HttpRequest) -> Any:
        comments = Comment.objects.filter(thread=OuterRef("pk"))
        heading = EntryRevision.objects.of(OuterRef("uid")).values("heading")[:1]
        return (
            super()
            .get_queryset(request)
            .annotate(
                heading=Subquery(heading),
                first_text=Subquery(comments.order_by("pk").values("text")[:1]),
                last_kind=Subquery(comments.order_by("-pk").values("kind")[:1]),
            )
        )

    @admin.display(description="条目")
    def entry_shown(self, thread: Any) -> str:
        """The present name of the action."""
        return thread.heading or "—" if thread.uid else "对本期的总体意见"

    @admin.display(description="意见")
    def first_text(self, thread: Any) -> str:
        return Truncator(thread.first_text or "").chars(60)

    @admin.display(description="回复记录")
    def replies(self, thread: Any) -> str:
        comments = thread.comments.select_related("author")
        rows = ((signature(c.author), c.get_kind_display(), c.text) for c in comments)
        return format_html_join("", "<p>{}（{}）：{}</p>", rows)

    @admin.display(description="状态")
    def state(self, thread: Any) -> str:
        return str(AFTER[Comment.Kind(thread.last_kind)].label) if thread.last_kind else "—"

    @admin.display(description="提出人", ordering="raised_by")
    def who(self, thread: Thread) -> str:
        return signature(thread.raised_by)
