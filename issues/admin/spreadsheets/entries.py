"""从表格导入 for entries: into the pool, or into a section of an issue if it was opened from the compose page."""

from typing import Any, cast
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from issues.admin import posted
from issues.admin.compose.destinations import DestinationField, chosen, destinations
from issues.admin.history.issue import note
from issues.admin.spreadsheets.forms import TableConfirmForm, TableImportForm
from issues.admin.spreadsheets.pages import TableAdmin
from issues.document.kinds import EntryKind, entry_kind
from issues.editing.placement import Misplaced, fits, placement_name
from issues.models import Section
from issues.models.bases.content_lock import why_locked
from issues.office_urls import compose_address
from issues.spreadsheets.results import TableResult

POOL_FIRST = "素材库（先存着，不放入任何一期）"
OFFERED = 3
"""Sections that the message offers afterwards for the entries that were added to the pool."""


def cleaned_destination(key: str, kind: EntryKind) -> Section | None:
    """Raises ValidationError if entries of this kind cannot be added there."""
    try:
        section = chosen(key, [kind]) if key else None
    except Misplaced as refusal:
        raise ValidationError(str(refusal)) from None
    if section and (reason := why_locked(section.issue)):
        raise ValidationError(reason)
    return section


class EntryImportForm(TableImportForm):
    """`may_place`: whether the form asks for a section; without it, rows go to the pool."""

    def __init__(
        self, *args: Any, kind: EntryKind, section: Section | None, may_place: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        if may_place:
            self.fields["destination"] = DestinationField(
                [kind], first=POOL_FIRST, also=section, label="放入"
            )
        if section:
            self.fields["pasted"].widget.attrs["autofocus"] = True

    def clean_destination(self) -> Section | None:
        return cleaned_destination(self.cleaned_data["destination"], self.kind)


class EntryConfirmForm(TableConfirmForm):
    destination = forms.CharField(required=False, widget=forms.HiddenInput)


class EntryTableAdmin(TableAdmin):
    """Only users who may change issues are asked for a section."""

    import_form_class: type[TableImportForm] = EntryImportForm
    confirm_form_class: type[TableConfirmForm] = EntryConfirmForm

    @property
    def kind(self) -> EntryKind:
        return entry_kind(self.model.document_type.kind)

    def import_action(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        section = self._asked_for(request)
        response = super().import_action(request, **kwargs)
        form = response.context_data["form"]  # type: ignore[attr-defined]  # as below
        section = getattr(form, "cleaned_data", {}).get("destination", section)
        response.context_data |= {  # type: ignore[attr-defined]  # a TemplateResponse, as import-export has no types
            "section": section,
            "back": _back(section),
            "locked": why_locked(section.issue) if section else "",
        }
        return response

    def _asked_for(self, request: HttpRequest) -> Section | None:
        """The section whose compose page has opened this page, as the address says."""
        asked = request.GET.get("section")
        if asked is None:
            return None
        if not may_place(request):
            raise PermissionDenied
        sections = Section.objects.select_related("issue", "parent")
        section = sections.filter(pk=posted.number(asked)).first()
        if section is None or not fits(self.kind.key, section):
            raise Http404
        return section

    def get_import_form_initial(self, request: HttpRequest) -> dict[str, Any]:
        section = self._asked_for(request)
        return {**super().get_import_form_initial(request), "destination": section.pk if section else ""}

    def get_import_form_kwargs(self, request: HttpRequest) -> dict[str, Any]:
        values: dict[str, Any] = super().get_import_form_kwargs(request)
        section = self._asked_for(request)
        return values | {"kind": self.kind, "section": section, "may_place": may_place(request)}

    def get_confirm_form_initial(self, request: HttpRequest, import_form: Any) -> dict[str, Any]:
        values: dict[str, Any] = super().get_confirm_form_initial(request, import_form)
        section = import_form.cleaned_data.get("destination") if import_form else None
        return values | {"destination": section.pk if section else ""}

    def get_import_resource_kwargs(self, request: HttpRequest, **kwargs: Any) -> dict[str, Any]:
        values = super().get_import_resource_kwargs(request, **kwargs)
        destination = getattr(kwargs.get("form"), "cleaned_data", {}).get("destination")
        if destination and not may_place(request):
            raise PermissionDenied
        if isinstance(destination, str):
            destination = chosen(destination, [self.kind]) if destination else None
        return values | {"destination": destination}

    def process_result(self, result: TableResult, request: HttpRequest) -> HttpResponse:
        response = cast(HttpResponse, super().process_result(result, request))
        if result.home is None:
            return response
        note(request, result.home.issue, f"从表格导入到“{result.home.title}”：{result.counts}")
        return HttpResponseRedirect(_back(result.home))

    def add_success_message(self, result: TableResult, request: HttpRequest) -> None:
        if result.home:
            message = f"已从表格导入到{placement_name(result.home)}：{result.counts}。"
            messages.success(request, message)
            return
        message = f"从表格导入{self.opts.verbose_name}到素材库：{result.counts}。"
        messages.success(request, format_html("{}{}", message, self._links_onwards(request, result)))

    def _links_onwards(self, request: HttpRequest, result: TableResult) -> SafeString:
        """Links that move the entries just added to the pool into an issue."""
        pooled = [row.instance for row in result.rows if row.instance and row.instance.section_id is None]
        if not pooled or not result.writes or not may_place(request):
            return mark_safe("")
        since = {"since": min(entry.updated_at for entry in pooled).isoformat(), "tick": "all"}
        links = [
            (
                reverse("admin:issues_issue_pool", args=[home.issue_id, home.pk]),
                urlencode(since),
                placement_name(home),
            )
            for home in destinations([self.kind])[:OFFERED]
        ]
        return format_html_join("", ' <a href="{}?{}">放入{}</a>', links)


def may_place(request: HttpRequest) -> bool:
    return request.user.has_perm("issues.change_issue")


def _back(section: Section | None) -> str:
    return compose_address(section.issue_id, f"s{section.pk}") if section else ""
