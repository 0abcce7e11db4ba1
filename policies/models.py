from typing import Self

from django.db import models

from issues.document import MAX_LINE
from issues.fields import RichTextField
from issues.models import AuthorityRecord, Entry
from issues.value_fields import NamesField, PartialDateField, WebAddressField
from policies import document


class IssuingBody(AuthorityRecord):
    class Meta(AuthorityRecord.Meta):
        verbose_name = verbose_name_plural = "发布机构"


class PolicyItem(Entry):
    document_type = document.PolicyItem
    needed = ("title", "body_html")

    title = models.CharField("标题", max_length=MAX_LINE)
    issuing_bodies = NamesField("发布机构", help_text="按文中的写法，一行一个。")
    document_title = models.CharField(
        "文件名", max_length=MAX_LINE, blank=True, help_text="书名号《》内的文字，不含书名号。"
    )
    document_number = models.CharField("文号", max_length=MAX_LINE, blank=True)
    issued_on = PartialDateField("发文日期", blank=True, default=None)
    body_html = RichTextField("正文", blank=True)
    source = models.CharField(
        "来源",
        max_length=MAX_LINE,
        blank=True,
        help_text="如：国家卫生健康委网站。文末自动写作“（来源于……）”。",
    )
    source_url = WebAddressField("来源网址", blank=True)

    class Meta(Entry.Meta):
        verbose_name = verbose_name_plural = "政策条目"

    @classmethod
    def link_authorities(cls, rows: list[Self]) -> None:
        """Several bodies may issue one document, so they are only made known, for the next editor to pick."""
        IssuingBody.objects.recognise(name for row in rows for name in row.issuing_bodies)
