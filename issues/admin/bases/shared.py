"""The page of a row that several people may edit at once: what was typed is not lost, even where the row was deleted."""

from collections.abc import Callable
from typing import Any, ClassVar, cast

from django.db import IntegrityError
from django.db.models import Model
from django.forms import Script
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse

from issues.actor import signed_in
from issues.admin import posted
from issues.admin.bases.office import OfficeAdmin
from issues.admin.bases.shared_form import SharedForm
from issues.admin.forms.open_forms import others_at
from issues.unsaved_texts import forget_saved

MAX_KEY = 2**63 - 1
"""The highest key."""


class SharedAdmin(OfficeAdmin):
    form = SharedForm

    def open_form_name(self, obj: Any) -> str:
        """The name under which `open_forms` lists who has its form open; "" where it does not."""
        return ""

    def add_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return _retry(request, lambda: super(SharedAdmin, self).add_view(request, *args, **kwargs))

    def change_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return _retry(request, lambda: super(SharedAdmin, self).change_view(request, *args, **kwargs))

    def changeform_view(
        self, request: HttpRequest, object_id: str | None = None, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        response = super().changeform_view(request, object_id, *args, **kwargs)
        if isinstance(response, TemplateResponse) and _shows_deleted(response):
            response.template_name = "admin/gone.html"
            response.status_code = 200 if request.method == "POST" else 404
        return forget_saved(request, response) if is_saved(response) else response

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Any:
        """In the form, a deleted row is an unsaved one, so that the page can show what was typed."""
        row = super().get_object(request, object_id, from_field)
        key = posted.number(object_id)
        if row is None and self._is_change_form(request) and 0 < key <= MAX_KEY:
            return self.deleted_row(request, key) if self.has_change_permission(request) else None
        return row

    def _is_change_form(self, request: HttpRequest) -> bool:
        match = request.resolver_match
        return match is not None and match.url_name == f"{self.opts.app_label}_{self.opts.model_name}_change"

    def deleted_row(self, request: HttpRequest, key: int) -> Any:
        """The unsaved row that stands for one that was deleted while its page was open."""
        return self.model(pk=key)

    def add_page_context(self, request: HttpRequest, context: dict[str, Any], obj: Any) -> None:
        if obj is not None and is_deleted(obj):
            self.add_deleted_context(request, context, obj)
        else:
            super().add_page_context(request, context, obj)

    def add_deleted_context(self, request: HttpRequest, context: dict[str, Any], obj: Any) -> None:
        """Adds to the context of the page of a row that was deleted."""
        form = context["adminform"].form
        name = f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist"
        context |= {
            "title": f"{self.opts.verbose_name}{'已被删除' if form.refused else '不在了'}",
            "subtitle": "",
            "refused": form.refused or f"{form.subject}不在了，可能已被同事删除。",
            "errors": [],
            "back": reverse(name),
        }

    def add_context(self, request: HttpRequest, context: dict[str, Any], obj: Any) -> None:
        """A refusal is the only error on its page: no field needs a correction."""
        if obj is not None and (name := self.open_form_name(obj)):
            context |= {"open_form_name": name, "others": others_at(name, signed_in(request))}
        if refused := context["adminform"].form.refused:
            context |= {"refused": refused, "errors": []}
        super().add_context(request, context, obj)

    def get_formset_kwargs(self, request: HttpRequest, obj: Any, inline: Any, prefix: str) -> dict[str, Any]:
        """Merging concerns the fields of the form; inline rows that a colleague deleted meanwhile are not posted again."""
        kwargs: dict[str, Any] = super().get_formset_kwargs(request, obj, inline, prefix)
        is_theirs = request.POST.get(f"take-{prefix}") == "theirs"
        if "_merge" in request.POST and (is_theirs or not _all_stored(request, prefix, kwargs["queryset"])):
            kwargs["data"] = {f"{prefix}-TOTAL_FORMS": 0, f"{prefix}-INITIAL_FORMS": 0}
        return kwargs

    class Media:
        css: ClassVar = {"all": ["reading/comparing.css"]}
        js = (
            Script("admin/unsaved/form_guard.js", type="module"),
            Script("admin/open_forms/start.js", type="module"),
        )


def is_deleted(row: Model) -> bool:
    return row.pk is not None and row._state.adding


def _shows_deleted(page: TemplateResponse) -> bool:
    row = (page.context_data or {}).get("original")
    return row is not None and is_deleted(row)


def is_saved(response: HttpResponse) -> bool:
    return response.status_code == 302


def _retry(request: HttpRequest, save: Callable[[], HttpResponse]) -> HttpResponse:
    """Tries a second time where another request took a unique value (a number, a name) after this one had checked it:
    then the form itself says what is wrong."""
    try:
        return save()
    except IntegrityError:
        for _, files in request.FILES.lists():
            for file in files:
                cast(Any, file).seek(0)
        return save()


def _all_stored(request: HttpRequest, prefix: str, rows: Any) -> bool:
    count = posted.number(request.POST.get(f"{prefix}-INITIAL_FORMS"))
    asked = {posted.number(request.POST.get(f"{prefix}-{n}-id")) for n in range(min(count, 1000))}
    return asked <= set(rows.values_list("pk", flat=True))
