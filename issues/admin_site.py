"""The admin site. It is outside issues.admin, because it must exist before that package registers models with it."""

from functools import wraps
from typing import Any, cast

from django.contrib.admin import AdminSite
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.template.response import TemplateResponse
from django.urls import include, path, reverse

from issues.actor import signed_in
from issues.dashboard.activity import recent_activity
from issues.dashboard.progress import current_progress
from issues.dashboard.tasks import problems_for, tasks_for
from issues.reviewing.missing_email import email_warnings
from issues.unsaved_texts import forget_all

GROUPS = ("编审", "素材", "名录", "管理")
PAGES = (("印刷字体", "admin:print_fonts"),)
"""Pages without a model, for administrators: they stand last in the menu, under the last heading."""


class EditorialSite(AdminSite):
    """Django's admin site with our menu. `index_group` of a ModelAdmin is the heading in the menu under which it is listed."""

    site_header = "《动态参考》编审后台"
    site_title = "《动态参考》编审后台"
    index_title = "后台首页"
    _empty_value_display = "—"  # AdminSite has no public name for its default
    enable_nav_sidebar = False  # templates/admin/_menu.html is ours

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> TemplateResponse:
        user = signed_in(request)
        may_see = user.has_perm("issues.view_issue")
        context = {
            "progress": current_progress() if may_see else None,
            "doings": recent_activity(user) if may_see else [],
            "tasks": tasks_for(user),
            "troubles": problems_for(user),
            "email_warnings": email_warnings(user),
        }
        return super().index(request, context | (extra_context or {}))

    def get_urls(self) -> list[Any]:
        """Adds our addresses first, because Django's include patterns that match nearly everything."""
        return [path("", include("issues.admin.urls")), *super().get_urls()]

    def app_index(
        self, request: HttpRequest, app_label: str, extra_context: dict[str, Any] | None = None
    ) -> Any:
        """Redirects to the index, because the menu does not group models by Django app."""
        return redirect("admin:index")

    @login_not_required
    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Redirects to the only login page."""
        home = reverse("admin:index")
        return redirect_to_login(request.GET.get(REDIRECT_FIELD_NAME) or home, reverse("login"))

    def password_change(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        """Redirects to the only page to change a password."""
        return redirect("change_password")

    def logout(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        user_pk = request.user.pk
        return forget_all(user_pk, super().logout(request, extra_context))

    def admin_view(self, view: Any, cacheable: bool = False) -> Any:
        # Only the translations may be cached by browsers: they are the same for every user.
        inner = super().admin_view(view, cacheable and view == self.i18n_javascript)

        @wraps(inner)
        def asked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if request.user.is_authenticated and not self.has_permission(request):
                return self._refuse(request)
            return cast(HttpResponse, inner(request, *args, **kwargs))

        return asked

    def _refuse(self, request: HttpRequest) -> HttpResponse:
        """Answers a signed-in user without access to the admin, for whom another login would not help."""
        if request.path == reverse("admin:logout"):
            return HttpResponseRedirect(reverse("account"))
        return render(request, "no_office.html", status=403)

    def each_context(self, request: HttpRequest) -> dict[str, Any]:
        return super().each_context(request) | {"office_home": reverse("admin:index")}

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[Any]:
        apps = super().get_app_list(request, app_label)
        if app_label is not None:
            return apps
        models = [self._listed(model, request.path) for app in apps for model in app["models"]]
        groups = ((name, [m for m in models if self.group_of(m["model"]) == name]) for name in GROUPS)
        listed = [self._app(name, number, items) for number, (name, items) in enumerate(groups) if items]
        if listed and getattr(request.user, "is_superuser", False):
            listed[-1]["models"] += [_listed_page(name, route, request.path) for name, route in PAGES]
        return listed

    def group_of(self, model: Any) -> str:
        """The heading in the menu under which the model is listed."""
        return getattr(self._registry[model], "index_group", GROUPS[-1])

    def _listed(self, model: dict[str, Any], path: str) -> dict[str, Any]:
        """Adds what only our menu shows."""
        admin: Any = self._registry[model["model"]]
        label = getattr(admin, "add_label", "") or f"添加{admin.opts.verbose_name}"
        name = getattr(admin, "menu_name", "") or model["name"]
        here = path.startswith(model["admin_url"] or "?")
        return model | {"name": name, "add_label": label, "is_here": here}

    def _app(self, name: str, number: int, models: list[Any]) -> dict[str, Any]:
        """A group in the form in which the templates of the admin expect an app."""
        order = {model: index for index, model in enumerate(self._registry)}
        return {
            "name": name,
            "app_label": f"group{number}",
            "app_url": reverse("admin:index"),
            "has_module_perms": True,
            "models": sorted(models, key=lambda m: (self._rank(m), order[m["model"]])),
        }

    def _rank(self, listed: dict[str, Any]) -> int:
        return getattr(self._registry[listed["model"]], "index_rank", 0)


def _listed_page(name: str, route: str, path: str) -> dict[str, Any]:
    """A page in the form in which the menu expects a model."""
    address = reverse(route)
    return {"name": name, "admin_url": address, "add_url": None, "is_here": path == address}
