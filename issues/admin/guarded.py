"""Bases for the admin of guarded content: read-only while its issue is not editable, and nothing typed is lost."""

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.http import HttpRequest

from issues.guarding import GuardedModel, why_locked
from issues.models import Issue


class GuardedForm(forms.ModelForm):
    """Refuses, with everything typed still on the page, where the issue was locked while the page was open."""

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        # Locked until the request's transaction ends, so that what holds here holds when the row is saved.
        issue = Issue.objects.select_for_update().filter(pk=issue_id_of(self.instance)).first()
        if issue and (reason := why_locked(issue)):
            raise ValidationError(f"没有保存：{reason}您填写的文字还在下面，可以先复制下来。")
        return cleaned


class GuardedAdmin(admin.ModelAdmin):
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


def issue_id_of(row: GuardedModel) -> int | None:
    return row.own_issue_id() if row.pk else None
