"""通知邮件: what is in the outbox, for the administrator. Others have no right to read it."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone

from issues.acting import signature
from issues.admin.records import RecordAdmin
from issues.models import Letter, MailChoice


class StateFilter(admin.SimpleListFilter):
    title, parameter_name = "状态", "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("waiting", "待寄和重试中"), ("sent", "已寄出"), ("undelivered", "没有寄出")]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        match self.value():
            case "waiting":
                return queryset.waiting()
            case "sent":
                return queryset.exclude(sent_at=None)
            case "undelivered":
                return queryset.undelivered()
        return queryset


@admin.register(Letter)
class LetterAdmin(RecordAdmin):
    index_group = "管理"
    measure_word = "封"
    nothing_yet = "送审、退回、发布时发给各人的邮件会列在这里。"
    list_display = ("written_at", "to", "subject", "state", "due", "attempts", "last_error")
    list_filter = (StateFilter, "written_at")
    list_select_related = ("recipient",)
    search_fields = ("subject", "recipient__username", "recipient__last_name", "recipient__first_name")
    fields = (
        "written_at",
        "to",
        "subject",
        "text",
        "link",
        "state",
        "due",
        "sent_at",
        "attempts",
        "last_error",
    )
    actions = ("send_again",)  # type: ignore[assignment]

    @admin.display(description="收件人", ordering="recipient")
    def to(self, letter: Letter) -> str:
        return signature(letter.recipient)

    @admin.display(description="状态")
    def state(self, letter: Letter) -> str:
        return letter.state

    def has_resend_permission(self, request: HttpRequest) -> bool:
        return bool(request.user.is_active and getattr(request.user, "is_superuser", False))

    @admin.action(description="重新寄出没有寄到的", permissions=["resend"])
    def send_again(self, request: HttpRequest, queryset: "QuerySet[Letter]") -> None:
        """By the next run; with its full patience. What was sent is not sent twice."""
        left = queryset.filter(sent_at=None).exclude(recipient__mail_choice__when=MailChoice.When.NEVER)
        now = timezone.now()
        count = Letter.objects.filter(pk__in=list(left.values_list("pk", flat=True))).update(
            due=now, written_at=now, dropped_at=None, attempts=0, last_error=""
        )
        messages.success(request, f"{count} 封邮件排队重寄，下一次运行 run_due 时寄出。")
