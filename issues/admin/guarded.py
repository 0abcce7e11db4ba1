"""Bases for the admin of guarded content: read-only while its issue is not editable, and nothing typed is lost."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest

from issues.admin.base import OfficeAdmin
from issues.guarding import why_locked
from issues.models import Issue


class GuardedForm(forms.ModelForm):  # type: ignore[type-arg]
    """Refuses, with everything typed still on the page, where the issue was locked while the page was open."""

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        # Locked until the request's transaction ends, so that what holds here holds when the row is saved.
        for issue in Issue.objects.select_for_update().filter(pk__in=self.issue_ids()):
            if reason := why_locked(issue):
                raise ValidationError(f"没有保存：{reason}您填写的文字还在下面，可以先复制下来。")
        return cleaned

    def issue_ids(self) -> set[int]:
        """The issues that saving would change."""
        found = self.instance.own_issue_id() if self.instance.pk else None
        return set() if found is None else {found}


class GuardedAdmin(OfficeAdmin):
    form = GuardedForm

    def issue_of(self, obj: Any) -> Issue | None:
        """The issue whose state decides; it comes along with the row, without a further query."""
        raise NotImplementedError

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) and self.is_open(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_delete_permission(request, obj) and self.is_open(request, obj)

    def is_open(self, request: HttpRequest, obj: Any) -> bool:
        """A POST is let through to where it is refused with its reason: the form, or the guard itself."""
        issue = None if obj is None or request.method == "POST" else self.issue_of(obj)
        return issue is None or issue.is_editable
