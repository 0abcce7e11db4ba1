"""Base class of the admins of entries: saving one page writes one revision, and further pages show the history and restore
from it."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_POST

from issues.admin.bases.guarded import GuardedAdmin
from issues.admin.forms.entry_state import Opened
from issues.admin.history.entry import restore, show_history
from issues.admin.history.replaced_row import find_replacement
from issues.models import Entry
from issues.models.bases.history import recording
from issues.office_urls import model_address


class EntryHistoryAdmin(GuardedAdmin):
    delete_selected_confirmation_template = "admin/entries/delete_selected_confirmation.html"

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: Any = None,
    ) -> HttpResponse:
        """Changes of a form and its inlines become one revision."""
        if request.method != "POST":
            return super().changeform_view(request, object_id, form_url, extra_context)
        with recording():
            if replacement := find_replacement(request, self.model, object_id):
                entry = replacement.entry
                object_id, form_url = str(entry.pk), model_address(self.model, "change", entry.pk)
                request.POST = replacement.posted_to(request, self._prefixes(request, entry))  # type: ignore[assignment]  # a changeable copy
            return super().changeform_view(request, object_id, form_url, extra_context)

    def _prefixes(self, request: HttpRequest, entry: Entry) -> list[str]:
        """The changed fields of the inlines on the form."""
        pairs = self.get_formsets_with_inlines(request, entry)
        return [formset.get_default_prefix() for formset, _ in pairs]

    def deleted_row(self, request: HttpRequest, key: int) -> Any:
        opened = Opened.of(self.model, request.POST.get("seen"))
        return self.model(pk=key, uid=opened.uid) if opened else self.model(pk=key)

    def add_deleted_context(self, request: HttpRequest, context: dict[str, Any], obj: Any) -> None:
        super().add_deleted_context(request, context, obj)
        deleted = context["adminform"].form.deleted
        context["can_restore"] = deleted is not None and self.has_add_permission(request)
        context["bin"] = reverse("admin:issues_binnedentry_changelist")

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.restore_view)
        name = f"{self.opts.app_label}_{self.opts.model_name}_restore"
        return [path("<int:pk>/restore/<int:revision>/", view, name=name), *super().get_urls()]

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        entry = self._entry(request, object_id)
        if not self.has_view_or_change_permission(request, entry):
            raise PermissionDenied
        context = {
            **self.admin_site.each_context(request),
            "title": "修改记录",
            "opts": self.opts,
            "object": entry,
            "can_restore": self.has_change_permission(request, entry),
            **(extra_context or {}),
        }
        return show_history(request, entry, context)

    @method_decorator(require_POST)
    def restore_view(self, request: HttpRequest, pk: int, revision: int) -> HttpResponse:
        entry = self._entry(request, str(pk))
        if not self.has_change_permission(request, entry):
            raise PermissionDenied
        return restore(request, entry, revision)

    def _entry(self, request: HttpRequest, pk: str) -> Entry:
        entry: Entry | None = self.get_object(request, pk)
        if entry is None:
            raise Http404
        return entry
