"""The spreadsheets of 政策条目, 政策汇总 and 发布机构."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone

from issues.fields.pasting import as_names, as_source, without_title_marks
from issues.spreadsheets.columns import Column
from issues.spreadsheets.entries import EntryTable
from issues.spreadsheets.files.grid import Grid
from issues.spreadsheets.name_records import NameRecordTable, naming
from issues.spreadsheets.resource import TableResource, batched
from issues.spreadsheets.rows import Key, Row
from policies.models import IssuingBody, PolicyDocument, PolicyItem


class PolicyItemTable(EntryTable):
    """Matches entries by title only, because a document may have several issuing bodies, in any order."""

    record = IssuingBody
    key = ("title",)
    columns = (
        Column("title", "条目标题", "题目", "政策标题", "题名", is_required=True, example="江州省规范门诊预约"),
        Column("issuing_bodies", "发文机关", "发文单位", "发布单位", "发文机构", "颁布单位", "印发单位", "机构",
               example="江州省卫生健康委员会", note="多个机构用“；”或“、”隔开。"),
        Column("document_title", "文件名称", "政策名称", "政策文件", tidy=without_title_marks,
               example="关于规范门诊预约的通知", note="书名号可有可无。"),
        Column("document_number", "发文字号", "文件号", "编号", example="江卫医发〔2026〕3号"),
        Column("issued_on", "发布日期", "发布时间", "印发日期", "成文日期", "发文时间", "日期", example="2026-03-02",
               note="2026、2026-03 或 2026-03-02；2026年3月2日 也可以。"),
        Column("source", "信息来源", "来源网站", "出处", tidy=as_source, example="江州省卫生健康委员会网站"),
        Column("source_url", "网址", "链接", "来源链接", "原文链接", "URL", example="https://wjw.example/2026/3"),
        Column("body_html", "正文内容", "内容", "主要内容", "摘要", "要点", example="通知要求，一是分时段预约……",
               note="一行一段，不带格式；粗体、表格等导入后再设。"),
    )  # fmt: skip

    class Meta(EntryTable.Meta):
        model = PolicyItem

    def names_in(self, dataset: Grid) -> Sequence[str]:
        return [name for cell in self.cells_of(dataset, "issuing_bodies") for name in as_names(cell)]


class PolicyDocumentTable(TableResource):
    """Matches documents by document number, or by title, bodies and date if they have none."""

    key = ("document_number", "title", "issuing_bodies", "issued_on")
    columns = (
        Column("title", "文件名称", "政策名称", "文件标题", "标题", "名称", "题名", is_required=True, tidy=without_title_marks,
               example="关于规范门诊预约的通知", note="书名号可有可无。"),
        Column("document_number", "发文字号", "文件号", "编号", example="江卫医发〔2026〕3号"),
        Column("issuing_bodies", "发文机关", "发文单位", "发布单位", "发文机构", "颁布单位", "印发单位",
               example="江州省卫生健康委员会", note="多个机构用“；”或“、”隔开。"),
        Column("issued_on", "发布日期", "发布时间", "印发日期", "成文日期", "颁布时间", "发文时间", example="2026-03-02",
               note="2026、2026-03 或 2026-03-02；2026年3月2日 也可以。"),
        Column("level", "层级", "文件级别", "政策级别", example="省", note="国家、省或市。"),
        Column("topic", "类别", "分类", "政策类别", "主题分类", example="门诊管理"),
        Column("source_url", "网址", "链接", "来源", "原文链接", "URL", example="https://wjw.example/2026/3"),
    )  # fmt: skip

    class Meta(TableResource.Meta):
        model = PolicyDocument

    def load(self, dataset: Grid) -> None:
        self.numbered: dict[str, list[PolicyDocument]] = defaultdict(list)
        self.titled: dict[Key, list[PolicyDocument]] = defaultdict(list)
        rows = self.locked(PolicyDocument.objects.order_by("pk"))
        for numbers in batched(filter(None, self.cells_of(dataset, "document_number"))):
            for document in rows.filter(document_number__in=numbers):
                self.numbered[document.document_number].append(document)
        for titles in batched(without_title_marks(title) for title in self.cells_of(dataset, "title")):
            for document in rows.filter(title__in=titles):
                self.titled[_described(document)].append(document)

    def candidates(self, row: Row) -> Sequence[models.Model]:
        values = self._key_values(row)
        number = values.get("document_number", "")
        same_title = self.titled.get(_described(PolicyDocument(**values)), [])
        return self.numbered.get(number) or [
            document for document in same_title if not number or not document.document_number
        ]

    def key_of(self, instance: Any) -> Key:
        return (instance.document_number,) if instance.document_number else _described(instance)

    def store(self, new: list[Any], changed: list[Any]) -> None:
        IssuingBody.objects.recognise(name for row in (*new, *changed) for name in row.issuing_bodies)
        for document in changed:
            document.updated_at = timezone.now()
        super().store(new, changed)

    @property
    def written_fields(self) -> list[str]:
        return [*super().written_fields, "updated_at"]

    def _key_values(self, row: Row) -> dict[str, Any]:
        """The values of the key. Leaves out cells that cannot be read; the import of the row reports them."""
        values = {}
        for column in self.given:
            if column.attribute in self.key:
                try:
                    values[column.attribute] = column.clean(row)
                except (ValueError, ValidationError):
                    continue
        return values


def _described(document: PolicyDocument) -> Key:
    return (document.title, tuple(document.issuing_bodies), str(document.issued_on or ""))


class IssuingBodyTable(NameRecordTable):
    columns = naming("发布机构", "机构名称", "发文机关", "单位名称", example="江州省卫生健康委员会")

    class Meta(NameRecordTable.Meta):
        model = IssuingBody
