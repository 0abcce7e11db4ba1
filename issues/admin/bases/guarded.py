"""Base classes for the admin of guarded content: read-only while its issue is not editable, and typed text is never lost."""

from typing import Any

from django.contrib.admin.exceptions import DisallowedModelAdminToField
from django.contrib.admin.options import TO_FIELD_VAR
from django.contrib.admin.utils import unquote
from django.db import transaction
from django.http import HttpRequest, HttpResponse

from issues.admin.bases.shared import SharedAdmin
from issues.admin.bases.shared_form import SharedForm
from issues.models import Issue
from issues.models.bases.content_lock import why_locked


class GuardedForm(SharedForm):
    """Also refuses if the issue was locked while the page was open."""

    def why_refused(self) -> str | None:
        """Locks the issue before the row, as every write does."""
        return self._why_locked() or super().why_refused()

    def issue_ids(self) -> set[int]:
        """The issues that saving would change."""
        issue_id = self.instance.own_issue_id() if self.instance.pk else None
        return set() if issue_id is None else {issue_id}

    def _why_locked(self) -> str | None:
        # Locked until the request's transaction ends, so that what holds here holds when the row is saved.
        for issue in Issue.objects.select_for_update().filter(pk__in=self.issue_ids()):
            if reason := why_locked(issue):
                return f"没有保存：{reason}您填写的文字还在下面，可以先复制下来。"
        return None


class GuardedAdmin(SharedAdmin):
    form = GuardedForm

    def issue_of(self, obj: Any) -> Issue | None:
        """The issue whose status decides. It is fetched together with the row, without another query."""
        raise NotImplementedError

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) and self.is_open(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_delete_permission(request, obj) and self.is_open(request, obj)

    def is_open(self, request: HttpRequest, obj: Any) -> bool:
        """Allows every POST here. The form or the guard refuses it later, with the reason."""
        is_new = obj is None or obj._state.adding
        issue = None if is_new or request.method == "POST" else self.issue_of(obj)
        return issue is None or issue.is_editable

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Asks for confirmation and refuses as Django does, but deletes with `delete_row`, which has the row for its
        response: Django's `response_delete` gets only the name of the row."""
        to_field = request.POST.get(TO_FIELD_VAR, request.GET.get(TO_FIELD_VAR))
        if to_field and not self.to_field_allowed(request, to_field):
            raise DisallowedModelAdminToField(f"The field {to_field} cannot be referenced.")
        with transaction.atomic():
            row = self.get_object(request, unquote(object_id), to_field) if request.POST else None
            if row is None or not (
                self.has_delete_permission(request, row) and self.can_delete(request, [row])
            ):
                return super().delete_view(request, object_id, extra_context)
            self.log_deletions(request, [row])  # type: ignore[arg-type]  # Django itself hands in a list
            return self.delete_row(request, row)

    def can_delete(self, request: HttpRequest, rows: Any) -> bool:
        """Whether everything that would be deleted with these rows is unprotected and within this person's permissions."""
        _, _, lacking, protected = self.get_deleted_objects(rows, request)
        return not (lacking or protected)

    def delete_row(self, request: HttpRequest, row: Any) -> HttpResponse:
        """Deletes the row and redirects with a message."""
        raise NotImplementedError
