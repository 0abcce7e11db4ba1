"""修改邮箱: users change their own address. Where mail is sent, the new address must be confirmed from a mail first."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.models import User
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.crypto import constant_time_compare, salted_hmac
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from digest.limits import is_too_often
from issues.actor import signature, signed_in
from issues.mail import account_mail
from issues.mail.configured import mail_is_configured

SALT = "digest.own-email.confirm"
VALID = 24 * 60 * 60
MOST = 5


class EmailForm(forms.Form):
    email = forms.EmailField(
        label="新邮箱",
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={
            "required": "请填写邮箱。",
            "invalid": "这不像邮箱地址。请写成 name@hospital.cn 这样。",
        },
    )
    password = forms.CharField(
        label="您现在的密码",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        error_messages={"required": "请填写您现在的密码，以确认是您本人。"},
    )

    def __init__(self, user: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_password(self) -> str:
        password = str(self.cleaned_data["password"])
        if is_too_often(f"own-password:{self.user.pk}", most=10) or not self.user.check_password(password):
            raise forms.ValidationError("密码不正确，请重新输入。")
        return password

    def clean_email(self) -> str:
        email = str(self.cleaned_data["email"])
        if email == self.user.email:
            raise forms.ValidationError("您的邮箱已经是这个。")
        return email


@never_cache
@require_http_methods(["GET", "POST"])
def own_email(request: HttpRequest) -> HttpResponse:
    user = signed_in(request)
    form = EmailForm(user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        _change(request, user, form.cleaned_data["email"])
        return redirect("account")
    return render(request, "registration/own_email.html", {"form": form, "has_mail": mail_is_configured()})


def _change(request: HttpRequest, user: User, email: str) -> None:
    if not mail_is_configured():
        _set(user, email)
        messages.success(request, f"您的邮箱已改为 {email}。")
    elif is_too_often(f"email:{user.pk}", most=MOST):
        messages.error(request, "确认邮件发得太多了，请一小时后再试。")
    else:
        account_mail.send("动态参考：确认新邮箱", _ask(user, email), email)
        messages.success(request, f"确认邮件已发到 {email}。请打开邮件里的网址确认，之后新邮箱才生效。")


def _ask(user: User, email: str) -> str:
    token = signing.dumps([user.pk, user.email, email, _mark(user)], salt=SALT)
    return (
        f"{signature(user)}，您好：\n\n"
        f"您请求把《动态参考》账号（用户名：{user.get_username()}）的邮箱改为这个地址。请打开下面的网址确认：\n"
        f"{settings.SITE_URL}{reverse('confirm_email', args=[token])}\n\n"
        "这个网址一天之内有效。如果不是您本人请求的，不必理会，邮箱不会改动。"
    )


def _set(user: User, email: str) -> None:
    """Informs the old address about the change."""
    old, user.email = user.email, email
    user.save(update_fields=["email"])
    if old and mail_is_configured():
        text = f"{signature(user)}，您好：\n\n您在《动态参考》的邮箱已改为 {email}。如果不是您本人改的，请马上告诉管理员。"
        account_mail.send("动态参考：您的邮箱已修改", text, old)


@never_cache
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def confirm_email(request: HttpRequest, token: str) -> HttpResponse:
    """GET changes nothing: mail programs open links by themselves, and would confirm the address."""
    user, email = _read(token)
    if user is None:
        return render(request, "registration/confirm_email.html", {"is_unknown": True}, status=404)
    if request.method != "POST":
        return render(request, "registration/confirm_email.html", {"email": email, "person": signature(user)})
    _set(user, email)
    messages.success(request, f"您的邮箱已改为 {email}。")
    return redirect("account")


def _read(token: str) -> tuple[User | None, str]:
    """The user and the new address. None if the token is not ours, is too old or was used, or if the password has changed
    since: a user who changes it, because somebody else knew it, thus makes that person's links invalid."""
    try:
        pk, old, email, mark = signing.loads(token, salt=SALT, max_age=VALID)
    except signing.BadSignature:
        return None, ""
    user = User.objects.filter(pk=pk, email=old, is_active=True).first()
    return (user if user and constant_time_compare(mark, _mark(user)) else None), email


def _mark(user: User) -> str:
    """Of the password that the account has now."""
    return salted_hmac(SALT, user.password).hexdigest()


urlpatterns = [
    path("account/email/", own_email, name="own_email"),
    path("account/email/<str:token>/", confirm_email, name="confirm_email"),
]
