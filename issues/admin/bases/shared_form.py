"""The form of a row that several people may edit at once: nobody overwrites a change of another."""

import hashlib
from collections.abc import Iterable, Sequence
from typing import Any, ClassVar

from django import forms
from django.contrib.admin.models import DELETION, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, QuerySet
from django.forms.utils import ErrorDict
from django.utils.functional import cached_property
from django.utils.html import format_html

from issues.actor import signature
from issues.admin.forms.clashes import Clash, clashes
from issues.mail.wording import format_moment


class SharedForm(forms.ModelForm):  # type: ignore[type-arg]
    """Refuses to save where the row was changed or deleted while the page was open; everything typed stays on the page.
    `seen` is the state that the page showed. It does not change, so saving again is refused again; a form without it, or
    with another text in its place, counts as out of date.

    With a refusal both texts are shown (`clashes`). The button under them posts as `_merge` the state that was shown
    there, and for each field `take-<name>`: "theirs" leaves the stored value.
    """

    seen = forms.CharField(required=False, strip=False, widget=forms.HiddenInput)
    refused = ""
    clashes: Sequence[Clash] = ()
    merges = ""
    """The state of the row that `clashes` shows."""
    is_deleted = False
    """Whether the row was deleted meanwhile."""
    subject = "这一页"
    not_compared: ClassVar[frozenset[str]] = frozenset({"seen"})

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["seen"] = self.state_of(self.instance)
        else:
            self.begin()

    def begin(self) -> None:
        """Prepares the form of a new row, which nobody else can change."""
        del self.fields["seen"]

    def full_clean(self) -> None:
        super().full_clean()
        if self.is_bound and (reason := self.why_refused()):
            self.refused = reason
            self._errors = ErrorDict(renderer=self.renderer)  # other errors do not matter now
            self.add_error(None, reason)

    def why_refused(self) -> str | None:
        return self._why_deleted() or self._why_stale()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        stored = self._rows().first() if "_merge" in self.data else None
        theirs = [name for name in self.fields if self.data.get(f"take-{name}") == "theirs"]
        for name in theirs if stored else ():
            cleaned[name] = self.stored_value(stored, name)
            self._errors.pop(name, None)
        return cleaned

    def stored_value(self, row: Any, name: str) -> Any:
        """As `cleaned_data` would have it."""
        return getattr(row, name)

    def as_opened(self, row: Any) -> dict[str, Any]:
        """The values of the fields when the page was opened, where they are stored."""
        return {}

    def rows_below(self, row: Any) -> Iterable[tuple[str, str, str, str]]:
        """The inlines to compare: prefix, label, the posted and the stored value, as text."""
        return ()

    def words(self, name: str, value: Any) -> str:
        """A field's value as it is shown and compared."""
        if isinstance(value, bool):
            return "是" if value else "否"
        if isinstance(value, list | tuple):
            return "\n".join(map(str, value))
        choices = dict(getattr(self.fields[name], "choices", ()))
        return str(choices.get(value, "" if value is None else value))

    def state_of(self, row: Any) -> str:
        """An opaque token that differs where what the form shows of the row differs. Printable ASCII without blanks, so
        that no form field and no browser changes it."""
        shown = forms.model_to_dict(row, self._meta.fields, self._meta.exclude)
        return hashlib.sha256(repr(sorted(shown.items())).encode()).hexdigest()

    def changed_at(self, row: Any) -> str:
        """When the stored row was changed, where that is known."""
        at = getattr(row, "updated_at", None)
        return f"（{format_moment(at)}）" if at else ""

    def deletion_text(self) -> str:
        """Says who deleted the row, when, and what to do now."""
        kind = ContentType.objects.get_for_model(self.instance)
        log = LogEntry.objects.filter(
            content_type=kind, object_id=str(self.instance.pk), action_flag=DELETION
        )
        entry = log.select_related("user").first()
        if entry is None:
            return "已被删除。您填写的文字都在下面，可以先复制下来。"
        merged = f"，{entry.change_message}" if entry.change_message.startswith("合并到") else ""
        by = f"（{format_moment(entry.action_time)}，{signature(entry.user)}）"
        return f"已被删除{merged}{by}。您填写的文字都在下面，可以先复制下来。"

    def _why_deleted(self) -> str | None:
        if not self.instance.pk or self.stored is not None:
            return None
        self.is_deleted = True
        return f"没有保存：{self.subject}{self.deletion_text()}"

    def _why_stale(self) -> str | None:
        if (stored := self.stored) is None:
            return None
        seen = self.data.get("_merge") or self.data.get(self.add_prefix("seen"))
        if seen == self.state_of(stored):
            return None
        self.clashes, self.merges = clashes(self, stored), self.state_of(stored)
        return format_html(
            "没有保存：{}在您打开之后被改过{}。您填写的文字都还在。请在下面逐项选定，再按“按选择保存”；"
            '也可以<a href="" target="_blank">打开最新内容</a>对照。',
            self.subject,
            self.changed_at(stored),
        )

    @cached_property
    def stored(self) -> Any:
        """The row as it is now, or None. Locks it until the transaction of the request ends, so that it does not change
        before it is saved."""
        return self._rows().select_for_update().first() if self.instance.pk else None

    def _rows(self) -> QuerySet[Model]:
        rows: QuerySet[Model] = type(self.instance)._base_manager.filter(pk=self.instance.pk)
        return rows
