from collections import Counter
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import CharField, Count, IntegerField, OuterRef, Subquery, Value
from django.db.models.functions import Coalesce, Concat, Substr
from django.forms import Script
from django.http import HttpRequest, JsonResponse
from django.urls import URLPattern, path
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_GET

from issues.admin import posted
from issues.admin.bases.entries import PLACE
from issues.admin.bases.rich_entries import RichEntryAdmin
from issues.admin.bases.shared import SharedAdmin
from issues.admin.bases.shared_form import SharedForm
from issues.admin.forms.annex_forms import register_annex_form
from issues.admin.forms.entry_form import EntryForm
from issues.admin.forms.widgets import SuggestedNames
from issues.admin.name_records.base import NameRecordAdmin
from issues.admin.spreadsheets import TableAdmin
from issues.admin.spreadsheets.entries import EntryTableAdmin
from issues.document import MAX_LINE
from issues.fields.pasting import without_title_marks
from policies.annex_form import CompendiumForm
from policies.models import IssuingBody, PolicyDocument, PolicyItem
from policies.recognising.issuers import split_title
from policies.spreadsheets import IssuingBodyTable, PolicyDocumentTable, PolicyItemTable


class PolicyItemForm(EntryForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "document_title" in self.fields:
            self.fields["document_title"].help_text += "粘贴时带着书名号也可以。"

    def clean_document_title(self) -> str:
        return without_title_marks(self.cleaned_data["document_title"])


@admin.register(PolicyItem)
class PolicyItemAdmin(EntryTableAdmin, RichEntryAdmin):
    form = PolicyItemForm
    resource_classes = (PolicyItemTable,)
    suggest = {"issuing_bodies": IssuingBody}  # noqa: RUF012 - a ClassVar of EntryAdmin
    search_help_text = "按标题、正文、发布机构、文件名或文号查找"
    fieldsets = (
        (None, {"fields": ("title",)}),
        (
            "政策文件",
            {"fields": ("issuing_bodies", ("document_title", "document_number", "issued_on"))},
        ),
        ("正文", {"fields": ("body_html",)}),
        ("来源", {"fields": ("source", "source_url")}),
        PLACE,
    )

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.title_view)
        return [path("title/", view, name="policies_policyitem_title"), *super().get_urls()]

    @method_decorator(require_GET)
    def title_view(self, request: HttpRequest) -> JsonResponse:
        """What a title names, for the fields of the form that are still empty."""
        if not (self.has_add_permission(request) or self.has_change_permission(request)):
            raise PermissionDenied
        bodies, title = split_title(posted.line(request.GET.get("title", ""))[:MAX_LINE])
        return JsonResponse({"issuing_bodies": bodies, "document_title": title or ""})

    class Media:
        js = (Script("admin/forms/policy_title.js", type="module"),)


@admin.register(IssuingBody)
class IssuingBodyAdmin(TableAdmin, NameRecordAdmin):
    resource_classes = (IssuingBodyTable,)

    def count_mentions(self) -> Any:
        """Policy items name their bodies, one a line, without pointing at them."""
        line_end = Value("\n")
        listed = Concat(line_end, "issuing_bodies", line_end, output_field=CharField())
        wanted = Concat(line_end, OuterRef("name"), line_end, output_field=CharField())
        rows = PolicyItem.objects.order_by().annotate(listed=listed).filter(listed__contains=wanted)
        counted = rows.annotate(one=Value(1)).values("one").annotate(found=Count("pk")).values("found")
        return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


class PolicyDocumentForm(SharedForm):
    def clean_title(self) -> str:
        return without_title_marks(self.cleaned_data["title"])


class YearFilter(admin.SimpleListFilter):
    title = "年份"
    parameter_name = "year"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        years = PolicyDocument.objects.order_by().exclude(issued_on="").values_list(Substr("issued_on", 1, 4))
        return [(year, f"{year}年") for (year,) in sorted(years.distinct(), reverse=True)]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        return queryset.filter(issued_on__startswith=self.value()) if self.value() else queryset


class BodyFilter(admin.SimpleListFilter):
    """Bodies that the compendium names, the most frequent first."""

    title = "发布机构"
    parameter_name = "body"
    shown = 20

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        named = Counter(body for row in _bodies() for body in row)
        return [(body, body) for body, _ in named.most_common(self.shown)]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        if not self.value():
            return queryset
        listed = Concat(Value("\n"), "issuing_bodies", Value("\n"), output_field=CharField())
        return queryset.annotate(listed=listed).filter(listed__contains=f"\n{self.value()}\n")


def _bodies() -> Any:
    return PolicyDocument.objects.order_by().values_list("issuing_bodies", flat=True)


@admin.register(PolicyDocument)
class PolicyDocumentAdmin(TableAdmin, SharedAdmin):
    form = PolicyDocumentForm
    resource_classes = (PolicyDocumentTable,)
    index_group = "素材"
    index_rank = 5
    list_display = ("title", "document_number", "bodies", "issued_on", "level", "topic")
    list_filter = (YearFilter, "level", BodyFilter)
    search_fields = ("title", "document_number", "issuing_bodies", "topic")
    search_help_text = "按文件名、文号、发布机构或主题查找"
    fieldsets = (
        (None, {"fields": ("title", ("document_number", "issued_on"), "issuing_bodies")}),
        ("归类", {"fields": (("level", "topic"),)}),
        ("来源", {"fields": ("source_url",)}),
    )
    list_per_page = 100
    how_to_add = "请添加一份文件，或从表格导入全年的清单。"

    @admin.display(description="发布机构", ordering="issuing_bodies")
    def bodies(self, document: PolicyDocument) -> str:
        return "、".join(document.issuing_bodies)

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field and db_field.name == "issuing_bodies":
            field.widget = SuggestedNames(IssuingBody)
        return field

    def save_model(self, request: HttpRequest, obj: PolicyDocument, form: Any, change: bool) -> None:
        IssuingBody.objects.recognise(obj.issuing_bodies)
        super().save_model(request, obj, form, change)


register_annex_form(CompendiumForm)
