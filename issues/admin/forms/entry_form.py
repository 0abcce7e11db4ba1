from dataclasses import fields
from typing import Any
from uuid import uuid4

from django import forms
from django.db.models import Q
from django.utils.functional import cached_property

from issues.actor import signature
from issues.admin import posted
from issues.admin.bases.guarded import GuardedForm
from issues.admin.forms.entry_state import Opened
from issues.document.kinds import section_kinds
from issues.editing.placement import POOL, placement_name
from issues.editing.restoring import opened_version
from issues.fields.pasting import as_source
from issues.mail.wording import format_moment
from issues.models import Entry, EntryRevision, Section
from issues.models.bases.content_lock import why_passed
from issues.models.issue import EDITABLE


class EntryForm(GuardedForm):
    """`placement` is a section or part of an issue that can be edited, or the pool."""

    placement = forms.TypedChoiceField(
        label="位置",
        required=False,
        coerce=int,
        empty_value=None,
        help_text="还不确定放哪一期的，先放素材库。",
        error_messages={"invalid_choice": "这个栏目不能放这种条目，请另选位置。"},
    )
    subject = "这一条"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("placement", self.instance.section_id)
        self.sections = {section.pk: section for section in self._choices()}
        if "source" in self.fields:
            self.fields["source"].help_text += "连同括号一起粘贴也可以。"
        field = self.fields.get("placement")
        if isinstance(field, forms.ChoiceField):
            field.choices = [
                ("", POOL),
                *((pk, placement_name(section)) for pk, section in self.sections.items()),
            ]

    def begin(self) -> None:
        """The page has the uid of the new entry, so that the form sent twice creates one entry."""
        self.initial["seen"] = Opened(self.instance.document_type.kind, uuid4()).token
        if self.opened and self.opened.at is None:
            self.instance.uid = self.opened.uid

    @cached_property
    def opened(self) -> Opened | None:
        """The state of the entry when the posted page was opened."""
        return Opened.of(type(self.instance), self.data.get(self.add_prefix("seen")))

    def _choices(self) -> list[Section]:
        """Sections of editable issues, and the section of the entry or the posted one even where its issue is locked:
        otherwise the choice would fall back to the pool, and the next save would move the entry there."""
        chosen = posted.number(self.data.get(self.add_prefix("placement")))
        return _sections_for(type(self.instance), {self.instance.section_id, chosen} - {None})

    def state_of(self, row: Any) -> str:
        """Also differs where the entry's annexes or its placement changed."""
        return Opened(row.document_type.kind, row.uid, row.updated_at, row.section_id).token

    def _why_locked(self) -> str | None:
        if reason := super()._why_locked():
            return reason
        stored = {self.instance.own_issue_id()} if self.instance.pk else set()
        if passed := why_passed(stored, {self.instance.uid}):
            return f"没有保存：{passed}您填写的文字还在下面，可以先复制下来。"
        return None

    def changed_at(self, row: Any) -> str:
        """Adds who changed it, where the history has that."""
        latest = EntryRevision.objects.of(row.uid).select_related("by").first()
        if latest is None or latest.by is None:
            return super().changed_at(row)
        return f"（{format_moment(latest.at)}，{signature(latest.by)}）"

    def deletion_text(self) -> str:
        if self.deleted is None:
            return "已被删除，也不在回收站里了。您填写的文字都在下面，可以先复制下来。"
        by = signature(self.deleted.by) if self.deleted.by else "系统"
        return (
            f"已被删除（{format_moment(self.deleted.at)}，{by}），现在在回收站里。您填写的文字都在下面："
            "按“恢复并保存”，就从回收站取回这一条，并存下您填写的文字。"
        )

    @cached_property
    def deleted(self) -> EntryRevision | None:
        """The deleted entry in the recycle bin."""
        bin_ = EntryRevision.objects.in_bin().select_related("by")
        return bin_.filter(uid=self.opened.uid).first() if self.opened else None

    def stored_value(self, row: Any, name: str) -> Any:
        return row.section if name == "placement" else super().stored_value(row, name)

    def as_opened(self, row: Any) -> dict[str, Any]:
        opened = self.opened
        if opened is None or opened.at is None or opened.uid != row.uid:
            return {}
        if (revision := opened_version(row.uid, opened.at)) is None:
            return {}
        values = {f.name: getattr(revision.document, f.name) for f in fields(revision.document)}
        return values | {"placement": self.sections.get(opened.section_id or -1)}

    def words(self, name: str, value: Any) -> str:
        if name == "placement":
            return placement_name(value) if isinstance(value, Section) else POOL
        return super().words(name, value)

    def clean_source(self) -> str:
        return as_source(self.cleaned_data["source"])

    def clean_placement(self) -> Section | None:
        return self.sections.get(self.cleaned_data["placement"])

    def issue_ids(self) -> set[int]:
        section: Section | None = self.cleaned_data.get("placement")
        return super().issue_ids() | ({section.issue_id} if section else set())

    @property
    def has_placement(self) -> bool:
        """Whether a placement was posted; without one the entry is not moved."""
        return self.add_prefix("placement") in self.data

    @property
    def initial_section(self) -> Section | None:
        """The section that the add page was opened from."""
        key = str(self["placement"].value() or "") if "placement" in self.fields else ""
        return self.sections.get(posted.number(key))


def _sections_for(model: type[Entry], included: set[int | None]) -> list[Section]:
    """Sections that take such entries, each followed by its parts: of editable issues, and those in `included`."""
    kinds = [
        kind.key
        for kind in section_kinds()
        if any(entry_kind.key == model.document_type.kind for entry_kind in kind.entry_kinds)
    ]
    condition = Q(issue__status__in=EDITABLE) | Q(pk__in=included)
    rows = Section.objects.filter(condition, kind__in=kinds).select_related("issue", "parent")
    return sorted(rows, key=_in_reading_order)


def _in_reading_order(section: Section) -> tuple[Any, ...]:
    above = section.parent or section
    return (-section.issue.number, above.position, above.pk, section.parent_id is not None, section.position)
