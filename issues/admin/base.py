from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse


class OfficeAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """`index_group` and `index_rank` say where the site lists it, `list_title` what its list is called."""

    index_group: str
    index_rank = 0
    list_title = ""

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        title = {"title": self.list_title or self.opts.verbose_name_plural}
        return super().changelist_view(request, title | (extra_context or {}))
