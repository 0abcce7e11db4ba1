"""Bases for the admin of guarded content: read-only while its issue is not editable, and nothing typed is lost."""

import hashlib
from collections.abc import Sequence
from typing import Any, ClassVar, cast

from django import forms
from django.contrib.auth.models import User
from django.db.models import Model
from django.forms.utils import ErrorDict
from django.http import HttpRequest, HttpResponse
from django.utils.html import format_html

from issues.admin import posted
from issues.admin.base import OfficeAdmin
from issues.admin.clashes import Clash, clashes
from issues.admin.editing import others_at
from issues.content.guarding import why_locked
from issues.letters.words import moment
from issues.models import Issue
from issues.unsaved_texts import forget_saved


class GuardedForm(forms.ModelForm):  # type: ignore[type-arg]
    """Refuses, with everything typed still on the page, where the issue was locked or the row changed while the
    page was open. `seen` stays what it was when the page was opened, so that saving again is refused again.

    Beside a refusal stand both texts (`clashes`). The button under them posts as `_merge` the state that was shown
    there, and for each field `take-<name>`: the stored value stays where that is "theirs".
    """

    seen = forms.CharField(required=False, strip=False, widget=forms.HiddenInput)
    refused = ""
    clashes: Sequence[Clash] = ()
    merges = ""
    """The state that the texts side by side show of the row."""
    subject = "这一页"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["seen"] = self.state_of(self.instance)
        else:
            del self.fields["seen"]

    def full_clean(self) -> None:
        super().full_clean()
        if self.is_bound and (reason := self._why_locked() or self._why_stale()):
            self.refused = reason
            self._errors = ErrorDict(renderer=self.renderer)  # what else is wrong does not matter now
            self.add_error(None, reason)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        stored = self._stored() if "_merge" in self.data else None
        for name in (
            [name for name in self.fields if self.data.get(f"take-{name}") == "theirs"] if stored else ()
        ):
            cleaned[name] = self.stored_value(stored, name)
            self._errors.pop(name, None)
        return cleaned

    def stored_value(self, row: Any, name: str) -> Any:
        """As `cleaned_data` would have it."""
        return getattr(row, name)

    def as_opened(self, row: Any) -> dict[str, Any]:
        """What the fields held when the page was opened, where anything remembers that."""
        return {}

    def words(self, name: str, value: Any) -> str:
        """A field's value as it is shown and compared."""
        if isinstance(value, list | tuple):
            return "\n".join(value)
        choices = dict(getattr(self.fields[name], "choices", ()))
        return str(choices.get(value, "" if value is None else value))

    def issue_ids(self) -> set[int]:
        """The issues that saving would change."""
        found = self.instance.own_issue_id() if self.instance.pk else None
        return set() if found is None else {found}

    def state_of(self, row: Any) -> str:
        """An opaque token: it differs where what the form shows of the row differs. Printable ASCII without blanks, so
        that no form field and no browser changes it on the way."""
        shown = forms.model_to_dict(row, self._meta.fields, self._meta.exclude)
        return hashlib.sha256(repr(sorted(shown.items())).encode()).hexdigest()

    def changed_at(self, row: Any) -> str:
        """When the stored row was changed, where that is known."""
        at = getattr(row, "updated_at", None)
        return f"（{moment(at)}）" if at else ""

    def _why_locked(self) -> str | None:
        # Locked until the request's transaction ends, so that what holds here holds when the row is saved.
        for issue in Issue.objects.select_for_update().filter(pk__in=self.issue_ids()):
            if reason := why_locked(issue):
                return f"没有保存：{reason}您填写的文字还在下面，可以先复制下来。"
        return None

    def _why_stale(self) -> str | None:
        seen, stored = self.data.get("_merge") or self.cleaned_data.get("seen"), self._stored()
        if not seen or stored is None or seen == self.state_of(stored):
            return None
        self.clashes, self.merges = clashes(self, stored), self.state_of(stored)
        return format_html(
            "没有保存：{}在您打开之后被改过{}。您填写的文字都还在。请在下面逐项选定，再按“按选择保存”；"
            '也可以<a href="" target="_blank">打开最新内容</a>对照。',
            self.subject,
            self.changed_at(stored),
        )

    def _stored(self) -> Model | None:
        rows = type(self.instance)._base_manager.select_for_update()
        return rows.filter(pk=self.instance.pk).first() if self.instance.pk else None


class GuardedAdmin(OfficeAdmin):
    form = GuardedForm

    def issue_of(self, obj: Any) -> Issue | None:
        """The issue whose state decides; it comes along with the row, without a further query."""
        raise NotImplementedError

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) and self.is_open(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_delete_permission(request, obj) and self.is_open(request, obj)

    def presence_of(self, obj: Any) -> str:
        """Under which name it is told who has its form open; "" where nobody needs to know."""
        return ""

    def is_open(self, request: HttpRequest, obj: Any) -> bool:
        """A POST is let through to where it is refused with its reason: the form, or the guard itself."""
        issue = None if obj is None or request.method == "POST" else self.issue_of(obj)
        return issue is None or issue.is_editable

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = super().changeform_view(request, *args, **kwargs)
        return forget_saved(request, response) if response.status_code == 302 else response

    def tell(self, request: HttpRequest, context: dict[str, Any], obj: Any) -> None:
        """A refusal stands alone on its page: there is nothing below to correct."""
        if obj is not None and (what := self.presence_of(obj)):
            context |= {"presence": what, "others": others_at(what, cast(User, request.user))}
        if refused := context["adminform"].form.refused:
            context |= {"refused": refused, "errors": []}
        super().tell(request, context, obj)

    def get_formset_kwargs(self, request: HttpRequest, obj: Any, inline: Any, prefix: str) -> dict[str, Any]:
        """What is merged is the form's own fields: rows below it that a colleague has removed since are gone."""
        told: dict[str, Any] = super().get_formset_kwargs(request, obj, inline, prefix)
        if "_merge" in request.POST and not _all_stored(request, prefix, told["queryset"]):
            told["data"] = {f"{prefix}-TOTAL_FORMS": 0, f"{prefix}-INITIAL_FORMS": 0}
        return told

    class Media:
        css: ClassVar = {"all": ["reading/comparing.css"]}
        js = ("admin/unsaved.js", "admin/presence.js")


def _all_stored(request: HttpRequest, prefix: str, rows: Any) -> bool:
    count = posted.number(request.POST.get(f"{prefix}-INITIAL_FORMS"))
    asked = {posted.number(request.POST.get(f"{prefix}-{n}-id")) for n in range(min(count, 1000))}
    return asked <= set(rows.values_list("pk", flat=True))
