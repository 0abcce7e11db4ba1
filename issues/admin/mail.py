"""通知邮件: the outbox, for administrators. Other users have no permission to read it."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.text import Truncator

from issues.actor import signature
from issues.admin.records import RecordAdmin
from issues.mail.configured import NOT_CONFIGURED, mail_is_configured
from issues.mail.wording import format_moment
from issues.models import Letter, MailChoice


class StateFilter(admin.SimpleListFilter):
    title, parameter_name = "状态", "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [
            ("waiting", "待发送和重试中"),
            ("sent", "已发送"),
            ("printed", "只打印在终端"),
            ("undelivered", "未送达"),
        ]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        match self.value():
            case "waiting":
                return queryset.waiting()
            case "sent":
                return queryset.delivered()
            case "printed":
                return queryset.printed()
            case "undelivered":
                return queryset.undelivered()
        return queryset


@admin.register(Letter)
class LetterAdmin(RecordAdmin):
    index_group = "管理"
    measure_word = "封"
    nothing_yet = "送审、退回、发布时发给各人的邮件会列在这里。"
    list_display = ("subject", "to", "state", "planned_at", "sent_at", "reason")
    list_filter = (StateFilter, "written_at")
    list_select_related = ("recipient",)
    search_fields = ("subject", "recipient__username", "recipient__last_name", "recipient__first_name")
    fields = (
        "subject",
        "to",
        "text",
        "address",
        "state",
        "written_at",
        "planned_at",
        "sent_at",
        "next_try",
        "attempts",
        "last_error",
    )
    actions = ("send_again",)  # type: ignore[assignment]

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        if request.method == "GET" and not mail_is_configured():
            messages.warning(request, NOT_CONFIGURED)
        return super().changelist_view(request, extra_context)

    @admin.display(description="失败原因")
    def reason(self, letter: Letter) -> str:
        return Truncator(letter.last_error).chars(60)

    @admin.display(description="下次重试")
    def next_try(self, letter: Letter) -> str:
        is_waiting = letter.sent_at is None and letter.dropped_at is None and bool(letter.last_error)
        return format_moment(letter.due) if is_waiting else "—"

    @admin.display(description="链接")
    def address(self, letter: Letter) -> str:
        return format_html('<a href="{0}">{0}</a>', letter.link)

    @admin.display(description="收件人", ordering="recipient")
    def to(self, letter: Letter) -> str:
        return signature(letter.recipient)

    @admin.display(description="状态")
    def state(self, letter: Letter) -> str:
        return letter.state

    def has_resend_permission(self, request: HttpRequest) -> bool:
        return bool(request.user.is_active and getattr(request.user, "is_superuser", False))

    @admin.action(description="重发未送达的邮件", permissions=["resend"])
    def send_again(self, request: HttpRequest, queryset: "QuerySet[Letter]") -> None:
        """Sends these again in the next run, with all attempts. What was sent is not sent twice."""
        left = queryset.filter(sent_at=None).exclude(recipient__mail_choice__when=MailChoice.When.NEVER)
        now = timezone.now()
        count = Letter.objects.filter(pk__in=list(left.values_list("pk", flat=True))).update(
            due=now, planned_at=now, written_at=now, dropped_at=None, attempts=0, last_error=""
        )
        messages.success(request, f"{count} 封邮件已排队，几分钟内重发。")
