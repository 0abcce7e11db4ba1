from typing import Self

from django.db import models

from issues.document import MAX_LINE
from issues.fields.plain import LineField
from issues.fields.rich_text import RichTextField
from issues.fields.values import NamesField, PartialDateField, WebAddressField
from issues.models import Entry, NameRecord
from issues.roles import importing
from issues.similar_names import SimilarityRules
from policies import document


class IssuingBody(NameRecord):
    similarity_rules = SimilarityRules(
        abbreviations=(
            ("卫生健康委员会", "卫健委"),
            ("卫生健康委员会", "卫生健康委(?!员会)"),
            ("发展改革委员会", "发展和改革委(?:员会)?|发改委|发展改革委(?!员会)"),
            ("医疗保障局", "医保局"),
            ("中医药管理局", "中医药局"),
            ("疾病预防控制局", "疾控局"),
            ("药品监督管理局", "药监局"),
            ("市场监督管理局", "市场监管局"),
            ("市场监督管理总局", "市场监管总局"),
            ("人力资源和社会保障", "人社(?=[部厅局])|人力资源社会保障"),
            ("工业和信息化", "工信(?=[部厅局])"),
        ),
        equal_at_start=2,
    )

    class Meta(NameRecord.Meta):
        verbose_name = verbose_name_plural = "发布机构"
        permissions = importing("issuingbody", "发布机构")


class PolicyItem(Entry):
    document_type = document.PolicyItem
    needed = ("title", "body_html")
    searched = ("title", "issuing_bodies", "document_title", "document_number", "body_html", "source")
    named_in = "issuing_bodies"
    counted = "body_html"

    title = LineField("标题", max_length=MAX_LINE)
    issuing_bodies = NamesField("发布机构", help_text="按文件上的写法，一行一个。")
    document_title = LineField("文件名", max_length=MAX_LINE, blank=True, help_text="只填书名号里面的文字。")
    document_number = LineField("文号", max_length=MAX_LINE, blank=True)
    issued_on = PartialDateField("发文日期", blank=True, default=None)
    body_html = RichTextField("正文", blank=True)
    source = LineField(
        "来源",
        max_length=MAX_LINE,
        blank=True,
        help_text="如：国家卫生健康委网站。文末会自动加“（来源于……）”。",
    )
    source_url = WebAddressField("来源网址", blank=True)

    class Meta(Entry.Meta):
        verbose_name = verbose_name_plural = "政策条目"
        permissions = importing("policyitem", "政策条目")

    @classmethod
    def link_name_records(cls, rows: list[Self]) -> None:
        """Several bodies may issue one document, so they are only made known, for the next editor to pick."""
        IssuingBody.objects.recognise(name for row in rows for name in row.issuing_bodies)


class PolicyDocument(models.Model):
    """One document of the policy compendium (政策汇总). It is in no issue; the notice of an issue contains the list."""

    class Level(models.TextChoices):
        NATIONAL = "national", "国家"
        PROVINCIAL = "provincial", "省"
        MUNICIPAL = "municipal", "市"

    title = LineField("文件名", max_length=MAX_LINE, help_text="只填书名号里面的文字。")
    document_number = LineField("文号", max_length=MAX_LINE, blank=True)
    issuing_bodies = NamesField("发布机构", help_text="按文件上的写法，一行一个。")
    issued_on = PartialDateField("发文日期", blank=True, default=None)
    level = models.CharField("级别", max_length=20, choices=Level, blank=True)
    topic = LineField("主题", max_length=100, blank=True, help_text="如：医保支付、公立医院改革。")
    source_url = WebAddressField("来源网址", blank=True)
    updated_at = models.DateTimeField("修改时间", auto_now=True)

    class Meta:
        verbose_name = "政策文件"
        verbose_name_plural = "政策文件库"
        ordering = ("-issued_on", "title", "pk")
        permissions = importing("policydocument", "政策汇总")
        constraints = (
            models.UniqueConstraint(
                fields=("document_number",),
                condition=~models.Q(document_number=""),
                name="policy_document_number_once",
                violation_error_message="政策文件库里已有这个文号。",
            ),
        )

    def __str__(self) -> str:
        return f"《{self.title}》"

    @property
    def year(self) -> int | None:
        return self.issued_on.year if self.issued_on else None
