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

LOOKUPS = {"exact", "isnull", "gte", "lt"}
"""The lookups that the filters and links of the lists use."""
SEARCHED = 500
"""Characters: SQLite refuses longer patterns, and conditions of a thousand words."""
TOO_LONG = f"要查找的文字太长，只按前 {SEARCHED} 个字查找了。请缩短后再查。"


class OfficeAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """`index_group` and `index_rank` place it in the menu; `menu_name` is its name there, where that is not the model's.
    `list_title` and `add_label` are the titles of its list and of its add page; `measure_word` counts its rows."""

    index_group: str
    index_rank = 0
    menu_name = ""
    list_title = ""
    add_label = ""
    measure_word = "条"
    nothing_yet = ""
    """How rows get into this list; shown while the list is empty."""
    how_to_add = ""
    """The same, for users who may add rows."""

    def get_changelist_instance(self, request: HttpRequest) -> Any:
        """`may_add` selects the text of an empty list."""
        changelist: Any = super().get_changelist_instance(request)
        changelist.may_add = self.has_add_permission(request)
        return changelist

    def get_action_choices(
        self, request: HttpRequest, default_choices: Iterable[tuple[str, str]] = (("", "请选择"),)
    ) -> list[tuple[str, str]]:
        """Without this, Django's first choice is a row of dashes."""
        return super().get_action_choices(request, list(default_choices))

    def nothing_in(self, params: Mapping[str, Any]) -> str:
        """The text to show if this filter leaves the list empty; "" for the usual text."""
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
        """Refuses lookups that an address could misuse: a `regex` may be invalid or never end, an `in` exceed the limit of
        SQLite."""
        _, _, kind = lookup.rpartition("__")
        return (kind == lookup or kind in LOOKUPS) and super().lookup_allowed(lookup, value, request)

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Any:
        """`?_to_field=` without a value names no field, so it is ignored."""
        return super().get_object(request, object_id, from_field or None)

    def response_action(self, request: HttpRequest, queryset: Any) -> HttpResponse | None:  # type: ignore[override]
        """Runs an action in one transaction: Django's own deletion writes its log entry even if the deletion is refused
        afterwards."""
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
        self.add_page_context(request, context, obj)
        return super().render_change_form(request, context, add, change, form_url, obj)

    def add_page_context(self, request: HttpRequest, context: dict[str, Any], obj: Any) -> None:
        """Adds to the context of the page of one row: that of its form, as long as there is the row."""
        self.add_context(request, context, obj)

    def add_context(self, request: HttpRequest, context: dict[str, Any], obj: Any) -> None:
        """Adds values to the context of the form of one row; `obj` is None for a new row."""
        if context["errors"]:
            context |= {"wrong": wrong_on_page(context), "errors": []}
        if self.add_label:
            context["title"] = str(context["title"]).replace(f"添加{self.opts.verbose_name}", self.add_label)
