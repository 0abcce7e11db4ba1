"""Base of the admins of entries: their forms, and their lists, which are the material pool."""

from collections.abc import Mapping
from functools import partial
from typing import Any, ClassVar, cast
from urllib.parse import urlencode

from django.contrib import admin, messages
from django.db import models
from django.forms import Script
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.html import format_html

from issues.admin import posted
from issues.admin.bases.entry_list import PlacingForm, StandingFilter, delete_selected, put_into_issue
from issues.admin.bases.history import EntryHistoryAdmin
from issues.admin.compose.deleted_message import deleted_message
from issues.admin.forms.entry_form import EntryForm
from issues.admin.forms.neighbours import neighbours_of
from issues.admin.forms.saved_hints import (
    new_names,
    warn_of_duplicates,
    warn_of_names,
    warn_of_unprintable_entry,
)
from issues.admin.forms.widgets import SuggestedName, SuggestedNames
from issues.admin.history.issue import note
from issues.admin.review.entry import entry_review
from issues.document.kinds import EntryKind, entry_kind
from issues.document.word_count import PATTERN
from issues.editing.entry_rows import count_in, entry_rows
from issues.editing.placement import assign_section, placement_name
from issues.fields.values import NamesField
from issues.models import Entry, Issue, NameRecord, Section
from issues.models.bases.content_lock import ContentLocked, why_locked
from issues.office_urls import (
    compose_address,
    entry_address,
    entry_anchor,
    entry_page_address,
    model_address,
    review_address,
)

PLACE: tuple[str, Any] = ("位置", {"fields": ("placement",)})
"""The last fieldset of every kind of entry."""


class EntryAdmin(EntryHistoryAdmin):
    """`suggest` maps each field whose values are names of name records to the model of these records."""

    form = EntryForm
    index_group = "素材"
    carried: ClassVar[tuple[str, ...]] = ()
    """The fields that 保存并添加下一条 fills in on the form of the next entry."""
    suggest: ClassVar[Mapping[str, type[NameRecord]]] = {}
    list_display: tuple[str, ...] = ("title_shown", "standing_shown", "state", "updated_at")
    list_filter: ClassVar[tuple[Any, ...]] = (StandingFilter,)
    list_select_related = ("section__issue", "section__parent")
    list_per_page = 50
    ordering = ("-updated_at", "-pk")
    actions = (delete_selected, put_into_issue)
    change_form_template = "admin/entries/change_form.html"

    def get_search_fields(self, request: HttpRequest) -> Any:
        return self.search_fields or self.model.searched

    @property
    def how_to_add(self) -> str:  # type: ignore[override]
        rows = "从表格导入，" if self.entry_kind.takes_tables else ""
        return f"请添加一条，{rows}或者导入一期往期：其中的条目都会列在这里。"

    def nothing_in(self, params: Mapping[str, Any]) -> str:
        if list(params) == ["in"] and "pool" in params["in"]:
            return f"素材库里现在没有{self.opts.verbose_name}。添加或导入时选“素材库”，就先存在这里。"
        return ""

    @property
    def entry_kind(self) -> EntryKind:
        return entry_kind(self.model.document_type.kind)

    @property
    def action_form(self) -> Any:
        return partial(PlacingForm, kind=self.entry_kind)

    @admin.display(description="标题", ordering="title")
    def title_shown(self, entry: Any) -> str:
        return str(entry.heading)

    @admin.display(description="位置", ordering="section__issue__number")
    def standing_shown(self, entry: Entry) -> str:
        return placement_name(entry.section)

    @admin.display(description="位置")
    def placement(self, entry: Entry) -> str:
        """Shown instead of the form field of this name on a page that is read-only."""
        return placement_name(entry.section)

    @admin.display(description="状态")
    def state(self, entry: Entry) -> str:
        if entry.missing:
            return format_html('<span class="state lacking">缺{}</span>', "、".join(entry.missing))
        return format_html('<span class="state">{}</span>', "完整")

    def issue_of(self, obj: Entry) -> Issue | None:
        return obj.section.issue if obj.section else None

    def is_open(self, request: HttpRequest, obj: Any) -> bool:
        return super().is_open(request, obj) and (
            obj is None or obj._state.adding or request.method == "POST" or not obj.is_locked_as_passed
        )

    def open_form_name(self, obj: Entry) -> str:
        return str(obj.uid)

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).select_related(*self.list_select_related)

    def formfield_for_dbfield(
        self, db_field: "models.Field[Any, Any]", request: HttpRequest, **kwargs: Any
    ) -> Any:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        record = self.suggest.get(db_field.name)
        if field and record:
            widget = SuggestedNames if isinstance(db_field, NamesField) else SuggestedName
            field.widget = widget(record)
        return field

    @property
    def list_title(self) -> str:  # type: ignore[override]
        return f"{self.opts.verbose_name_plural}：素材库与各期"

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        initial = super().get_changeform_initial_data(request)
        return {"placement": initial.pop("section", None), **initial}

    def save_model(self, request: HttpRequest, obj: Entry, form: Any, change: bool) -> None:
        for field, record in self.suggest.items():
            if field in form.changed_data:
                warn_of_names(request, new_names(obj, record, field))
        self.model.link_name_records([obj])
        section = self._section_for(request, obj, form)
        if section != obj.section:
            assign_section(obj, section)
        super().save_model(request, obj, form, change)
        if {name for fields in self.model.same_where for name in fields} & set(form.changed_data):
            warn_of_duplicates(request, obj)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        warn_of_unprintable_entry(request, form.instance)

    def _section_for(self, request: HttpRequest, obj: Entry, form: EntryForm) -> Section | None:
        """The issue of the section chosen in the form; else that of the entry's present section, or of the section for
        which the add page was opened."""
        if form.has_placement:
            return cast("Section | None", form.cleaned_data["placement"])
        key = posted.number(request.GET.get("section"))
        return form.sections.get(key) if obj.pk is None and key >= 0 else obj.section

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """Refuses with the reason before Django asks for confirmation, both on the page of one row and in the bulk action."""
        for obj in objs:
            if (issue := self.issue_of(obj)) and (reason := why_locked(issue)):
                raise ContentLocked(reason)
        return super().get_deleted_objects(objs, request)

    def delete_row(self, request: HttpRequest, row: Entry) -> HttpResponse:
        section = row.section
        row.delete()
        if section is not None:
            note(request, section.issue, f"删除了“{row.heading}”")
        messages.success(request, deleted_message(request, [row]))
        if section is None:
            return self.response_post_save_change(request, row)
        return HttpResponseRedirect(compose_address(section.issue_id, f"s{section.pk}"))

    def response_add(self, request: HttpRequest, obj: Entry, post_url_continue: Any = None) -> HttpResponse:
        return self._next_page(request, obj) or super().response_add(request, obj, post_url_continue)

    def response_change(self, request: HttpRequest, obj: Entry) -> HttpResponse:
        return self._next_page(request, obj) or super().response_change(request, obj)

    def _next_page(self, request: HttpRequest, obj: Entry) -> HttpResponse | None:
        """Returns to the add page for the same section, to the next entry, or to this entry on the page of its issue."""
        if "_continue" in request.POST:
            return None
        self.message_user(request, f"已保存：{obj.heading}（{placement_name(obj.section)}）。")
        if "_addanother" in request.POST:
            return HttpResponseRedirect(self._add_address(obj))
        if address := self._next_entry(request, obj):
            return HttpResponseRedirect(address)
        if obj.section:
            return HttpResponseRedirect(_return_address(request, obj.section.issue_id, entry_anchor(obj.uid)))
        return HttpResponseRedirect(model_address(self.model, "changelist"))

    def _add_address(self, obj: Entry) -> str:
        """The add page with the same section, and with the values that the next entry is likely to share."""
        values = {"section": obj.section_id} | {name: getattr(obj, name) for name in self.carried}
        query = urlencode({name: value for name, value in values.items() if value})
        return model_address(self.model, "add") + (f"?{query}" if query else "")

    def _next_entry(self, request: HttpRequest, obj: Entry) -> str:
        """The address of the form of the next entry: of the one that followed when the page was opened, or else of the one
        that follows now. "" if the user did not ask for it or there is none."""
        uid = request.POST.get("_next")
        if uid is None or obj.section is None:
            return ""
        rows = {str(row.uid): row for row in entry_rows(obj.section.issue)}
        around = neighbours_of(obj)
        row = rows.get(uid) or (around.after.row if around and around.after else None)
        return f"{entry_address(row)}{_return_query(request)}" if row else ""

    def add_context(self, request: HttpRequest, context: dict[str, Any], obj: Any) -> None:
        form = context["adminform"].form
        section = obj.section if obj else form.initial_section
        context |= {
            "section": section,
            "compose_address": _return_address(request, section.issue_id) if section else "",
            "locked": why_locked(section.issue) if section and not form.refused else "",
            "subtitle": "",
            "review": entry_review(request, obj) if obj and section else None,
            "around": neighbours_of(obj) if obj else None,
            "around_query": _return_query(request),
            "page_address": entry_page_address(self.entry_kind, obj.pk) if obj else "",
            "page_label": self.entry_kind.row_label,
            "counted": self.model.counted,
            "word_pattern": PATTERN,
            "words": count_in(self.model, getattr(obj, self.model.counted))
            if obj and self.model.counted
            else 0,
        }
        if obj is None:
            context["title"] = f"添加{self.opts.verbose_name}"
        super().add_context(request, context, obj)

    class Media:
        js = (
            Script("admin/review/entry_form.js", type="module"),
            Script("admin/forms/word_count.js", type="module"),
            Script("admin/forms/known_names.js", type="module"),
        )


def _return_query(request: HttpRequest) -> str:
    """Opens the next form with the same address to return to."""
    return "?back=review" if request.GET.get("back") == "review" else ""


def _return_address(request: HttpRequest, issue_id: int, anchor: str = "") -> str:
    """The page from which the form was opened."""
    address = review_address if request.GET.get("back") == "review" else compose_address
    return address(issue_id, anchor)
