"""用户: who may do what is said by 身份 alone; whether someone gets into the admin follows from it."""

import unicodedata
from typing import Any, ClassVar, cast

import django.contrib.auth.admin  # noqa: F401 - what is replaced here must be registered before
from django import forms
from django.contrib import admin, messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.models import Group, User
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef
from django.http import HttpRequest
from django.utils.html import format_html

from issues.acting import signature
from issues.admin.shared import SharedAdmin, SharedForm
from issues.fields.plain import LineFormField
from issues.reviewing.reaching import is_unreachable, unreachable
from issues.richtext.web_address import mixes_scripts
from issues.roles import READER

LABELS = {
    "username": "用户名",
    "last_name": "姓",
    "first_name": "名",
    "email": "邮箱",
    "is_active": "启用",
    "is_superuser": "超级管理员",
}
HELP = {
    "username": "登录时用；可用汉字、字母、数字和 @ . + - _。",
    "email": "送审、退回和发布的通知寄到这里。编辑和审核不填，就收不到，只能自己到后台首页看。",
    "is_active": "不再使用的账号请去掉勾选，不要删除：他经手的记录还在。",
    "is_superuser": "可以做所有的事，包括管理用户；但不能审核自己改过或送审的版本。",
}


class AccountForm(SharedForm):
    subject = "这个账号"
    not_compared = SharedForm.not_compared | {"new_password"}
    new_password = forms.CharField(
        label="密码",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password", "class": "vTextField"}),
    )
    groups = forms.ModelMultipleChoiceField(
        Group.objects.order_by("pk"),
        label="身份",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="编辑和审核可以进入编审后台；读者只阅读已发布的期刊。",
    )

    class Meta:
        model = User
        fields = (*LABELS, "groups")
        field_classes: ClassVar = dict.fromkeys(("username", "last_name", "first_name"), LineFormField)
        labels = LABELS
        help_texts = HELP

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "new_password" in self.fields:
            self.fields["new_password"].required = not self.instance.pk
            kept = "留空则不改。" if self.instance.pk else ""
            self.fields["new_password"].help_text = f"{kept}至少 8 个字符，不能全是数字，不能是常见密码。"

    def stored_value(self, row: Any, name: str) -> Any:
        return row.groups.all() if name == "groups" else super().stored_value(row, name)

    def words(self, name: str, value: Any) -> str:
        return "、".join(sorted(map(str, value))) if name == "groups" else super().words(name, value)

    def clean_username(self) -> str:
        name = unicodedata.normalize("NFKC", self.cleaned_data["username"])
        if mixes_scripts(name):
            raise ValidationError("用户名混用了形状相近的几种文字，别人会看错，请换一个。")
        return name

    def _post_clean(self) -> None:
        """Once the instance has its names: the password must not be like them."""
        super()._post_clean()  # type: ignore[misc]
        if password := self.cleaned_data.get("new_password"):
            try:
                validate_password(password, self.instance)
            except ValidationError as error:
                self.add_error("new_password", error)

    def save(self, commit: bool = True) -> Any:
        if password := self.cleaned_data.get("new_password"):
            self.instance.set_password(password)
        return super().save(commit)


class ReachedFilter(admin.SimpleListFilter):
    title = "通知邮件"
    parameter_name = "reached"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("no", "缺邮箱，收不到")]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        return queryset.filter(pk__in=unreachable().values("pk")) if self.value() else queryset


admin.site.unregister((User, Group))


@admin.register(User)
class AccountAdmin(SharedAdmin):
    form = AccountForm
    index_group = "管理"
    fieldsets = (
        (None, {"fields": ("username", ("last_name", "first_name"), "email", "new_password")}),
        ("权限", {"fields": ("groups", "is_active", "is_superuser")}),
    )
    list_display = ("username", "name", "roles", "address", "active")
    list_filter = ("groups", "is_active", ReachedFilter)
    search_fields = ("username", "last_name", "first_name", "email")
    search_help_text = "按用户名、姓名或邮箱查找"
    ordering = ("username",)
    actions = None

    @admin.display(description="姓名", ordering="last_name")
    def name(self, user: User) -> str:
        return signature(user)

    @admin.display(description="身份")
    def roles(self, user: User) -> str:
        names = [group.name for group in user.groups.all()]
        return "、".join([*names, *(["超级管理员"] if user.is_superuser else [])]) or "—"

    @admin.display(description="邮箱", ordering="email", empty_value="—")
    def address(self, user: Any) -> str:
        lacking = format_html('<span class="state lacking">{}</span>', "缺邮箱，收不到通知")
        return lacking if user.is_unreachable else user.email

    @admin.display(description="启用", boolean=True, ordering="is_active")
    def active(self, user: User) -> bool:
        return user.is_active

    def get_queryset(self, request: HttpRequest) -> Any:
        is_unreachable = Exists(unreachable().filter(pk=OuterRef("pk")))
        return (
            super().get_queryset(request).prefetch_related("groups").annotate(is_unreachable=is_unreachable)
        )

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return () if cast(User, request.user).is_superuser else ("is_superuser",)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) and _may_touch(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_delete_permission(request, obj) and _may_touch(request, obj)

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        obj.is_staff = obj.is_superuser or any(group.name != READER for group in form.cleaned_data["groups"])
        super().save_model(request, obj, form, change)
        if obj == request.user:
            update_session_auth_hash(request, obj)  # who changes their own password stays signed in

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Only now its groups are known."""
        super().save_related(request, form, formsets, change)
        if is_unreachable(form.instance):
            told = f"{signature(form.instance)}没有邮箱，收不到送审、退回和发布的通知。有了邮箱请补在这里。"
            messages.warning(request, told)


def _may_touch(request: HttpRequest, user: User | None) -> bool:
    return user is None or not user.is_superuser or cast(User, request.user).is_superuser
