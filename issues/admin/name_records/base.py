from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import Count, IntegerField, OuterRef, Subquery, Value
from django.db.models.functions import Coalesce
from django.http import HttpRequest

from issues.admin.name_records.duplicates import DuplicatesAdmin
from issues.admin.name_records.merging import merge_records
from issues.models import NameRecord


class NameRecordAdmin(DuplicatesAdmin):
    """The admin of name records: names, aliases, and the number of entries that name them."""

    index_group = "名录"
    list_display: tuple[str, ...] = ("name", "aliases_shown", "mentions")
    search_fields: ClassVar[tuple[str, ...]] = ("name", "aliases")
    search_help_text = "按规范名或别名查找"
    fieldsets: ClassVar[Any] = ((None, {"fields": ("name", "aliases")}),)
    actions = (merge_records,)
    list_per_page = 100
    how_to_add = "请添加一个，或从表格导入；保存条目时，新的名称也会自动登记到这里。"

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).annotate(mention_count=self.count_mentions())

    def count_mentions(self) -> Any:
        """The rows that point at a record, of all kinds."""
        counts = [
            Coalesce(Subquery(_count(relation), output_field=IntegerField()), 0)
            for relation in self.opts.related_objects
        ]
        return sum(counts, Value(0))

    @admin.display(description="别名")
    def aliases_shown(self, record: NameRecord) -> str:
        return "、".join(record.aliases)

    @admin.display(description="条目数", ordering="mention_count")
    def mentions(self, record: Any) -> int:
        return int(record.mention_count)


def _count(relation: Any) -> Any:
    key = relation.field.name
    rows = relation.related_model.objects.filter(**{key: OuterRef("pk")}).order_by()
    return rows.values(key).annotate(found=Count("pk")).values("found")
