"""The form of an account, with its Chinese labels and messages."""

import hashlib
import unicodedata
from typing import Any, ClassVar

from django import forms
from django.contrib.auth.models import Group, User
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from issues.actor import current_actor
from issues.admin.bases.shared_form import SharedForm
from issues.fields.plain import LineFormField
from issues.richtext.hosts import mixes_scripts

LABELS = {
    "username": "用户名",
    "email": "邮箱",
    "is_active": "启用",
    "is_superuser": "管理员",
}
HELP = {
    "username": "登录时用；可用汉字、字母、数字和 @ . + - _。",
    "email": "邮件通知和重设密码的邮件发到这里。编辑和审核人请务必填写，否则收不到邮件通知。",
    "is_active": "人员离岗时取消勾选即可，不要删除账号，以便保留其经手的记录。",
    "is_superuser": "可以做所有的事，包括管理账号；但不能审核自己改过或送审的版本。",
}


ERRORS = {
    "username": {
        "invalid": "用户名只能用汉字、字母、数字和 @ . + - _，中间不能有空格。",
        "unique": "已有这个用户名，请换一个。",
    },
    "email": {"invalid": "这不像邮箱地址。请写成 name@hospital.cn 这样。"},
}


class AccountForm(SharedForm):
    subject = "这个账号"
    not_compared = SharedForm.not_compared | {"new_password"}
    full_name = LineFormField(
        label="姓名",
        max_length=150,
        required=False,
        help_text="姓和名连着写。署名和各处都显示它；不填则显示用户名。",
        widget=forms.TextInput(attrs={"class": "vTextField"}),
    )
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
        help_text="编辑和审核人可以进入编审后台；读者只阅读已发布的各期。",
    )

    class Meta:
        model = User
        fields = (*LABELS, "groups")
        field_classes: ClassVar = {"username": LineFormField}
        labels = LABELS
        help_texts = HELP
        error_messages = ERRORS

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["full_name"] = signed_name(self.instance)
        if "new_password" in self.fields:
            self.fields["new_password"].required = not self.instance.pk
            unchanged = "留空则不改。" if self.instance.pk else ""
            self.fields[
                "new_password"
            ].help_text = f"{unchanged}至少 8 个字符，不能全是数字，不能是常见密码。"

    def stored_value(self, row: Any, name: str) -> Any:
        match name:
            case "groups":
                return row.groups.all()
            case "full_name":
                return signed_name(row)
        return super().stored_value(row, name)

    def state_of(self, row: Any) -> str:
        return hashlib.sha256(f"{super().state_of(row)}:{signed_name(row)}".encode()).hexdigest()

    def words(self, name: str, value: Any) -> str:
        return "、".join(sorted(map(str, value))) if name == "groups" else super().words(name, value)

    def clean_username(self) -> str:
        name = unicodedata.normalize("NFKC", self.cleaned_data["username"])
        if mixes_scripts(name):
            raise ValidationError("用户名混用了形状相近的几种文字，别人会看错，请换一个。")
        return name

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        self.refuse_giving_up_oneself(cleaned)
        is_superuser = cleaned.get("is_superuser", self.instance.is_superuser)
        if "groups" in cleaned and not cleaned["groups"] and cleaned.get("is_active") and not is_superuser:
            self.add_error(
                "groups", "请选择身份：没有身份的账号登录后什么也打不开。不再使用的账号，请取消“启用”。"
            )
        return cleaned

    def refuse_giving_up_oneself(self, cleaned: dict[str, Any]) -> None:
        """Refuses to remove one's own access: it would take effect at once, and this may be the only administrator."""
        if self.instance.pk is None or self.instance != current_actor():
            return
        for name, word in (("is_active", "停用自己的账号"), ("is_superuser", "取消自己的管理员身份")):
            if self.initial.get(name) and cleaned.get(name) is False:
                self.add_error(name, f"不能{word}，否则可能再没有人能管理账号。请让另一位管理员来做。")

    def _post_clean(self) -> None:
        """Checks the password after the names are set on the instance, because it must not resemble them."""
        name = self.cleaned_data.get("full_name", signed_name(self.instance))
        if name != signed_name(self.instance):
            self.instance.last_name, self.instance.first_name = name, ""
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


def signed_name(user: User) -> str:
    """The full name, whichever of the two name fields it is stored in; "" without one."""
    return f"{user.last_name}{user.first_name}"
