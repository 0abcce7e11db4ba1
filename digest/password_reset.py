"""忘记密码: Django's views with our texts. The answer is the same whether the account exists or not."""

import hashlib
from typing import Any

from axes.utils import reset as unlock
from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import views
from django.contrib.auth.forms import PasswordResetForm
from django.contrib.auth.models import User
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path, reverse, reverse_lazy

from digest.limits import is_too_often
from issues.actor import signature
from issues.mail import account_mail
from issues.mail.configured import mail_is_configured

FROM_ONE_ADDRESS = 10
TO_ONE_ACCOUNT = 3


class ResetForm(PasswordResetForm):
    email = forms.CharField(
        label="用户名或邮箱",
        max_length=254,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none"}),
        error_messages={"required": "请填写用户名或邮箱。"},
    )

    def get_users(self, email: str) -> Any:
        named = Q(username=email) | Q(email__iexact=email)
        users = User.objects.filter(named, is_active=True).exclude(email="")
        return (user for user in users if user.has_usable_password())

    def send_mail(
        self,
        subject_template_name: Any,
        email_template_name: Any,
        context: dict[str, Any],
        from_email: Any,
        to_email: str,
        html_email_template_name: Any = None,
    ) -> None:
        user = context["user"]
        if is_too_often(f"reset:{user.pk}", most=TO_ONE_ACCOUNT):
            return
        address = reverse("reset_password_confirm", args=[context["uid"], context["token"]])
        account_mail.send("动态参考：重设密码", _text(user, f"{settings.SITE_URL}{address}"), to_email)


def _text(user: User, address: str) -> str:
    return (
        f"{signature(user)}，您好：\n\n"
        f"有人请求重设您在《动态参考》的密码（用户名：{user.get_username()}）。请打开下面的网址，设一个新密码：\n{address}\n\n"
        "这个网址一天之内有效，只能用一次。如果不是您本人请求的，不必理会，原来的密码仍然有效。"
    )


class Reset(views.PasswordResetView):
    template_name = "registration/reset_password.html"
    form_class = ResetForm
    success_url = reverse_lazy("reset_password_done")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"has_mail": mail_is_configured()}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not mail_is_configured():
            return self.get(request, *args, **kwargs)
        sender = hashlib.sha256(str(request.META.get("REMOTE_ADDR")).encode()).hexdigest()[:32]
        if is_too_often(f"reset-from:{sender}", most=FROM_ONE_ADDRESS):
            return render(request, "registration/reset_too_often.html", status=429)
        return super().post(request, *args, **kwargs)


class Confirm(views.PasswordResetConfirmView):
    template_name = "registration/reset_password_confirm.html"
    success_url = reverse_lazy("login")

    def form_valid(self, form: Any) -> HttpResponse:
        """Who forgot the password had locked the account with guesses at it, most likely."""
        unlock(username=form.user.get_username())
        messages.success(self.request, "密码已重设，请用新密码登录。")
        return super().form_valid(form)


class Done(views.PasswordResetDoneView):
    template_name = "registration/reset_password_done.html"


urlpatterns = [
    path("password/reset/", Reset.as_view(), name="reset_password"),
    path("password/reset/sent/", Done.as_view(), name="reset_password_done"),
    path("password/reset/<uidb64>/<token>/", Confirm.as_view(), name="reset_password_confirm"),
]
