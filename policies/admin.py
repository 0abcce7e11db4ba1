from typing import Any

from django.contrib import admin
from django.db.models import CharField, Count, IntegerField, OuterRef, Subquery, Value
from django.db.models.functions import Coalesce, Concat

from issues.admin.authorities import AuthorityAdmin
from issues.admin.entries import PLACE
from issues.admin.entry_form import EntryForm
from issues.admin.rich_entries import RichEntryAdmin
from issues.pasting import as_document_title
from policies.models import IssuingBody, PolicyItem


class PolicyItemForm(EntryForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "document_title" in self.fields:
            self.fields["document_title"].help_text += "粘贴时带着的会去掉。"

    def clean_document_title(self) -> str:
        return as_document_title(self.cleaned_data["document_title"])


@admin.register(PolicyItem)
class PolicyItemAdmin(RichEntryAdmin):
    form = PolicyItemForm
    suggest = {"issuing_bodies": IssuingBody}  # noqa: RUF012 - a ClassVar of EntryAdmin
    search_fields = ("title", "issuing_bodies", "document_title", "document_number")
    search_help_text = "按标题、发布机构、文件名或文号查找"
    fieldsets = (
        (None, {"fields": ("title",)}),
        (
            "政策文件",
            {"fields": ("issuing_bodies", "document_title", ("document_number", "issued_on"))},
        ),
        ("正文", {"fields": ("body_html",)}),
        ("来源", {"fields": ("source", "source_url")}),
        PLACE,
    )


@admin.register(IssuingBody)
class IssuingBodyAdmin(AuthorityAdmin):
    def count_mentions(self) -> Any:
        """Policy items name their bodies, one a line, without pointing at them."""
        line_end = Value("\n")
        listed = Concat(line_end, "issuing_bodies", line_end, output_field=CharField())
        wanted = Concat(line_end, OuterRef("name"), line_end, output_field=CharField())
        rows = PolicyItem.objects.order_by().annotate(listed=listed).filter(listed__contains=wanted)
        counted = rows.annotate(one=Value(1)).values("one").annotate(found=Count("pk")).values("found")
        return Coalesce(Subquery(counted, output_field=IntegerField()), 0)
