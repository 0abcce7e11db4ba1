"""用户: the field 身份 (a group) alone decides what a user may do, and whether they may open the admin."""

from typing import Any

import django.contrib.auth.admin  # noqa: F401 - what is replaced here must be registered before
from django.contrib import admin, messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.models import Group, User
from django.db.models import Exists, OuterRef
from django.db.models.functions import Concat
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString

from issues.actor import signature, signed_in
from issues.admin.accounts.form import AccountForm
from issues.admin.bases.shared import SharedAdmin
from issues.reviewing.missing_email import lacks_email, users_without_email
from issues.roles import READER


class ReachedFilter(admin.SimpleListFilter):
    title = "通知邮件"
    parameter_name = "reached"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("no", "缺邮箱，收不到")]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        return queryset.filter(pk__in=users_without_email().values("pk")) if self.value() else queryset


class RoleFilter(admin.RelatedFieldListFilter):
    """A user without a group is listed with a label instead of a dash."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.empty_value_display = SafeString("没有勾选身份")


admin.site.unregister((User, Group))


@admin.register(User)
class AccountAdmin(SharedAdmin):
    form = AccountForm
    index_group = "管理"
    index_rank = -1
    fieldsets = (
        (None, {"fields": ("username", "full_name", "email", "new_password")}),
        ("权限", {"fields": ("groups", "is_active", "is_superuser")}),
    )
    list_display = ("username", "name", "roles", "address", "active")
    list_filter = (("groups", RoleFilter), "is_active", ReachedFilter)
    search_fields = ("username", "full_name", "email")
    search_help_text = "按用户名、姓名或邮箱查找"
    ordering = ("username",)
    actions = None

    @admin.display(description="姓名", ordering="last_name")
    def name(self, user: User) -> str:
        return signature(user)

    @admin.display(description="身份")
    def roles(self, user: User) -> str:
        names = [group.name for group in user.groups.all()]
        names += ["管理员"] if user.is_superuser else []
        lacking = format_html('<span class="state lacking">{}</span>', "没有身份")
        return "、".join(names) or (lacking if user.is_active else "—")

    @admin.display(description="邮箱", ordering="email", empty_value="—")
    def address(self, user: Any) -> str:
        lacking = format_html('<span class="state lacking">{}</span>', "缺邮箱，收不到通知")
        return lacking if user.is_unreachable else user.email

    @admin.display(description="启用", ordering="is_active")
    def active(self, user: User) -> str:
        return "启用" if user.is_active else "已停用"

    def get_queryset(self, request: HttpRequest) -> Any:
        is_unreachable = Exists(users_without_email().filter(pk=OuterRef("pk")))
        users = super().get_queryset(request).prefetch_related("groups")
        return users.annotate(is_unreachable=is_unreachable, full_name=Concat("last_name", "first_name"))

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return () if signed_in(request).is_superuser else ("is_superuser",)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) and _may_touch(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return (
            super().has_delete_permission(request, obj) and _may_touch(request, obj) and obj != request.user
        )

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        obj.is_staff = obj.is_superuser or any(group.name != READER for group in form.cleaned_data["groups"])
        super().save_model(request, obj, form, change)
        if obj == request.user:
            update_session_auth_hash(request, obj)  # who changes their own password stays signed in

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Warns after the groups are stored, because they decide whether the user gets mail."""
        super().save_related(request, form, formsets, change)
        if lacks_email(form.instance):
            message = f"{signature(form.instance)}没有填邮箱，收不到邮件通知。有了邮箱请补填在这里，或由本人在“账号”页填写。"
            messages.warning(request, message)


def _may_touch(request: HttpRequest, user: User | None) -> bool:
    return user is None or not user.is_superuser or signed_in(request).is_superuser
