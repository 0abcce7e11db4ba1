from typing import Any

from django.contrib import admin
from django.db.models import CharField, Count, IntegerField, OuterRef, Subquery, Value
from django.db.models.functions import Coalesce, Concat

from issues.admin.authorities import AuthorityAdmin
from issues.admin.entries import EntryAdmin
from policies.models import IssuingBody, PolicyItem


@admin.register(PolicyItem)
class PolicyItemAdmin(EntryAdmin):
    suggest = {"issuing_bodies": IssuingBody}  # noqa: RUF012 - a ClassVar of EntryAdmin
    search_fields = ("title", "issuing_bodies", "document_title", "document_number")
    search_help_text = "按标题、发布机构、文件名或文号查找"
    fieldsets = (
        (None, {"fields": ("placement", "title")}),
        (
            "政策文件",
            {"fields": ("issuing_bodies", "document_title", ("document_number", "issued_on"))},
        ),
        ("正文", {"fields": ("body_html",)}),
        ("来源", {"fields": ("source", "source_url")}),
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
