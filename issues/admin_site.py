"""Outside issues.admin: the site must exist before that package registers with it."""

from typing import Any, cast

from django.contrib.admin import AdminSite
from django.contrib.admin.forms import AdminAuthenticationForm
from django.contrib.auth.models import User
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.urls import reverse, reverse_lazy

from issues.desk.progress import current_progress
from issues.desk.waiting import troubles_for, waiting_for
from issues.reviewing.reaching import told_unreachable
from issues.unsaved_texts import forget_all

GROUPS = ("编审", "条目与素材库", "名录", "账号")


class SignInForm(AdminAuthenticationForm):
    error_messages = {  # noqa: RUF012 - as Django declares it
        **AdminAuthenticationForm.error_messages,
        "invalid_login": "用户名或密码不正确，或者这个账号不能进入编审后台。请检查后再试，或联系管理员。",
    }


class EditorialSite(AdminSite):
    """The stock site in the editor's order: each ModelAdmin says by `index_group` where it is listed."""

    site_header = "《动态参考》编审后台"
    site_title = "《动态参考》编审后台"
    index_title = "后台首页"
    _empty_value_display = "—"  # AdminSite has no public name for its default
    login_form = SignInForm

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> TemplateResponse:
        user = cast(User, request.user)
        told = {
            "progress": current_progress() if user.has_perm("issues.view_issue") else None,
            "tasks": waiting_for(user),
            "troubles": troubles_for(user),
            "unreachable": told_unreachable(user),
        }
        return super().index(request, told | (extra_context or {}))

    def logout(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        user_pk = request.user.pk
        return forget_all(user_pk, super().logout(request, extra_context))

    def admin_view(self, view: Any, cacheable: bool = False) -> Any:
        # Of what Django lets browsers keep, the translations alone are nobody's own.
        inner = super().admin_view(view, cacheable and view == self.i18n_javascript)
        inner.login_url = reverse_lazy("admin:login")  # for LoginRequiredMiddleware
        return inner

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[Any]:
        apps = super().get_app_list(request, app_label)
        if app_label is not None:
            return apps
        models = [model for app in apps for model in app["models"]]
        groups = ((name, [m for m in models if self.group_of(m["model"]) == name]) for name in GROUPS)
        return [self._app(name, number, found) for number, (name, found) in enumerate(groups) if found]

    def group_of(self, model: Any) -> str:
        """The heading of the index under which it stands."""
        return getattr(self._registry[model], "index_group", GROUPS[-1])

    def _app(self, name: str, number: int, models: list[Any]) -> dict[str, Any]:
        """As the templates of the admin expect an app; its address is a place on the index."""
        order = {model: place for place, model in enumerate(self._registry)}
        return {
            "name": name,
            "app_label": f"group{number}",
            "app_url": f"{reverse('admin:index')}#group{number}",
            "has_module_perms": True,
            "models": sorted(models, key=lambda m: (self._rank(m), order[m["model"]])),
        }

    def _rank(self, listed: dict[str, Any]) -> int:
        return getattr(self._registry[listed["model"]], "index_rank", 0)
