"""登录、退出、账号: Django's views with our texts."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib.auth import views
from django.contrib.auth.forms import PasswordChangeForm
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.models import AnonymousUser, User
from django.contrib.messages.views import SuccessMessageMixin
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import path, reverse, reverse_lazy
from django.views.decorators.cache import never_cache
from django.views.generic import TemplateView

from digest.limits import is_too_often
from issues.unsaved_texts import forget_all


class LoginRequired(LoginRequiredMiddleware):
    """Django's own asks who is there before it asks whether the view cares: a public page would then read the
    session, and every cache on the way would keep one copy for each cookie."""

    def process_view(
        self, request: HttpRequest, view_func: Callable[..., Any], view_args: Any, view_kwargs: Any
    ) -> HttpResponseBase | None:
        if not getattr(view_func, "login_required", True):
            return None
        return super().process_view(request, view_func, view_args, view_kwargs)

    def get_login_url(self, view_func: Callable[..., Any]) -> str:
        """There is one page to sign in, for the admin's views too."""
        return reverse("login")


class OwnPasswordForm(PasswordChangeForm):
    """Limits the attempts to change a password, so that nobody can guess it at a computer where somebody is signed in."""

    def clean_old_password(self) -> str:
        if is_too_often(f"own-password:{self.user.pk}", most=10):
            raise forms.ValidationError("试的次数太多了，请一小时后再试。忘记密码的，请退出后按“忘记密码”。")
        return super().clean_old_password()


class PasswordChange(SuccessMessageMixin, views.PasswordChangeView):  # type: ignore[type-arg]
    form_class = OwnPasswordForm
    template_name = "registration/change_password.html"
    success_url = reverse_lazy("account")
    success_message = "密码已修改。"


class Account(TemplateView):
    template_name = "registration/account.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"roles": "、".join(_roles(self.request.user))}


def _roles(user: User | AnonymousUser) -> list[str]:
    groups = [group.name for group in user.groups.all()]
    return ["管理员", *groups] if user.is_superuser else groups


class SignOut(views.LogoutView):
    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:  # type: ignore[override]
        user_pk = request.user.pk
        return forget_all(user_pk, super().post(request, *args, **kwargs))


class SignIn(views.LoginView):
    redirect_authenticated_user = True

    def get_default_redirect_url(self) -> str:
        """Who works in the office and asked for no page is there to work."""
        user = self.request.user
        return (
            reverse("admin:index") if getattr(user, "is_staff", False) else super().get_default_redirect_url()
        )


urlpatterns = [
    path("login/", SignIn.as_view(), name="login"),
    path("logout/", SignOut.as_view(), name="logout"),
    path("account/", never_cache(Account.as_view()), name="account"),
    path("account/password/", never_cache(PasswordChange.as_view()), name="change_password"),
]
