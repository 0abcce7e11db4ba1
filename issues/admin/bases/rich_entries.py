"""Base class for entries with rich text: only their pages load the editor, and read-only pages show the text formatted."""

from typing import Any

from csp.constants import UNSAFE_INLINE
from csp.decorators import csp_update
from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse
from django.utils.decorators import method_decorator
from django.utils.html import format_html

from issues.admin.bases.entries import EntryAdmin
from issues.comparing.marked_strings import safe_html
from issues.richtext import MAX_LENGTH, lost_links

SHOWN = 80
RELAXED = {"script-src": [UNSAFE_INLINE], "style-src": [UNSAFE_INLINE]}
"""CKEditor writes inline styles and event handlers into its own frames."""


class RichEntryAdmin(EntryAdmin):
    @method_decorator(csp_update(RELAXED))
    def changeform_view(self, *args: Any, **kwargs: Any) -> HttpResponse:
        return super().changeform_view(*args, **kwargs)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        if lost := lost_links(request.POST.get("body_html", "")[:MAX_LENGTH]):
            shown = "、".join(href[:SHOWN] for href in lost[:3]) + ("……" if len(lost) > 3 else "")
            message = f"正文里有 {len(lost)} 个链接的地址读者打不开，已去掉链接、保留文字：{shown}。"
            self.message_user(request, message, messages.WARNING)

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        fieldsets = super().get_fieldsets(request, obj)
        if obj is None or self.has_change_permission(request, obj):
            return fieldsets
        return [(name, {**options, "fields": _as_read(options["fields"])}) for name, options in fieldsets]

    @admin.display(description="正文")
    def body_shown(self, entry: Any) -> str:
        return format_html('<div class="richtext">{}</div>', safe_html(entry.body_html))


def _as_read(names: Any) -> list[Any]:
    return ["body_shown" if name == "body_html" else name for name in names]
