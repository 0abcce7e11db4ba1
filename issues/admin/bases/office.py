from collections.abc import Iterable, Mapping
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.views.main import SEARCH_VAR
from django.core.exceptions import BadRequest
from django.db import transaction
from django.http import HttpRequest, HttpResponse

from issues.admin import posted
from issues.admin.forms.errors import wrong_on_page

HOW = {"exact", "isnull", "gte", "lt"}
"""How the lists' own filters and links compare."""
SEARCHED = 500
"""So many characters are looked for: SQLite refuses longer patterns, and conditions of a thousand words."""
TOO_LONG = f"要查找的文字太长，只按前 {SEARCHED} 个字查找了。请缩短后再查。"


class OfficeAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """`index_group` and `index_rank` say where the menu lists it, and `menu_name` under which name where that is not
    the model's, `list_title` what its list is called, `add_label` what its add page and the link to it are called,
    `measure_word` what its list counts in."""

    index_group: str
    index_rank = 0
    menu_name = ""
    list_title = ""
    add_label = ""
    measure_word = "条"
    nothing_yet = ""
    """How things come into its list, said where there are none."""
    how_to_add = ""
    """The same, for those alone who may add some."""

    def get_changelist_instance(self, request: HttpRequest) -> Any:
        """`may_add`: for what an empty list says."""
        found: Any = super().get_changelist_instance(request)
        found.may_add = self.has_add_permission(request)
        return found

    def get_action_choices(
        self, request: HttpRequest, default_choices: Iterable[tuple[str, str]] = (("", "请选择"),)
    ) -> list[tuple[str, str]]:
        """Django's own first choice is a row of dashes."""
        return super().get_action_choices(request, list(default_choices))

    def nothing_in(self, params: Mapping[str, Any]) -> str:
        """What is said where this filter alone leaves nothing; "" for the usual words."""
        return ""

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        title = {"title": self.list_title or self.opts.verbose_name_plural}
        if len(request.GET.get(SEARCH_VAR, "")) > SEARCHED:
            messages.warning(request, TOO_LONG)
        return super().changelist_view(request, title | (extra_context or {}))

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> tuple[Any, bool]:
        return super().get_search_results(request, queryset, search_term[:SEARCHED])

    def lookup_allowed(self, lookup: str, value: Any, request: HttpRequest) -> bool:
        """Not every lookup of the address: a `regex` may be wrong or never end, an `in` exceed what SQLite counts to."""
        _, _, how = lookup.rpartition("__")
        return (how == lookup or how in HOW) and super().lookup_allowed(lookup, value, request)

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Any:
        """`?_to_field=` names no field."""
        return super().get_object(request, object_id, from_field or None)

    def response_action(self, request: HttpRequest, queryset: Any) -> HttpResponse | None:  # type: ignore[override]
        """An action does all of it or nothing: Django's own deletion writes the log before it is refused."""
        if any(posted.number(key) < 0 for key in request.POST.getlist(ACTION_CHECKBOX_NAME)):
            raise BadRequest("not a key")
        with transaction.atomic():
            return super().response_action(request, queryset)

    def render_change_form(
        self,
        request: HttpRequest,
        context: dict[str, Any],
        add: bool = False,
        change: bool = False,
        form_url: str = "",
        obj: Any = None,
    ) -> HttpResponse:
        self.tell(request, context, obj)
        return super().render_change_form(request, context, add, change, form_url, obj)

    def tell(self, request: HttpRequest, context: dict[str, Any], obj: Any) -> None:
        """Add to what the page of one row says; `obj` is None where it is new."""
        if context["errors"]:
            context |= {"wrong": wrong_on_page(context), "errors": []}
        if self.add_label:
            context["title"] = str(context["title"]).replace(f"添加{self.opts.verbose_name}", self.add_label)
