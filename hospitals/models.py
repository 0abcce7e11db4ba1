import re
from typing import ClassVar

from django.db import models
from django.db.models import Case, Expression, F, When

from hospitals import document
from issues.document import MAX_LINE
from issues.fields.plain import LineField
from issues.fields.rich_text import RichTextField
from issues.fields.values import WebAddressField
from issues.models import Entry, NameRecord
from issues.roles import importing
from issues.similar_names import SimilarityRules

NO_NAME = re.compile(
    r"^(?:省|市|县|区|州|大学)?(?:第[一二三四五六七八九十]+|附属)*"
    r"(?:人民|中心|中医|中西医结合|妇幼保健|妇产|儿童|肿瘤|口腔|眼科|胸科|传染病|精神卫生|康复|总|附属|军区总)*(?:医院|保健院|分院)$"
)
"""Names that many hospitals have: as the ending of a longer name they do not identify one."""


class Hospital(NameRecord):
    similarity_rules = SimilarityRules(
        is_ending=lambda name: len(name) >= 4 and not NO_NAME.search(name),
        equal_at_start=1,
        max_short_length=6,
    )

    class Meta(NameRecord.Meta):
        verbose_name = verbose_name_plural = "医院"
        permissions = importing("hospital", "医院")


class HospitalEntry(Entry):
    """An entry about a hospital: its name as printed, and the record that this name stands for."""

    searched: ClassVar[tuple[str, ...]] = ("title", "hospital", "hospital_record__name")
    named_in = "hospital"
    name_records = {"hospital_record": "hospital"}  # noqa: RUF012 - a ClassVar of Entry

    hospital = LineField(
        "医院", max_length=MAX_LINE, blank=True, help_text="按刊出的写法；简称、别名会自动对应到规范名。"
    )
    hospital_record = models.ForeignKey(
        Hospital,
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="%(class)s_set",
        verbose_name="规范名",
    )

    class Meta(Entry.Meta):
        abstract = True


class Article(HospitalEntry):
    """An experience or a case: text about one hospital."""

    needed: ClassVar[tuple[str, ...]] = ("title", "body_html")
    searched = (*HospitalEntry.searched, "body_html", "source")
    counted = "body_html"

    title = LineField("标题", max_length=MAX_LINE)
    body_html = RichTextField("正文", blank=True)
    source = LineField("来源", max_length=MAX_LINE, blank=True, help_text="文末会自动加“（来源于……）”。")
    source_url = WebAddressField("来源网址", blank=True)

    class Meta(HospitalEntry.Meta):
        abstract = True


class PeerExperience(Article):
    document_type = document.PeerExperience

    class Meta(Article.Meta):
        verbose_name = verbose_name_plural = "同行经验"


class CaseStudy(Article):
    document_type = document.CaseStudy
    needed = ("body_html",)

    title = LineField("标题", max_length=MAX_LINE, blank=True)

    class Meta(Article.Meta):
        verbose_name = verbose_name_plural = "典型案例"

    @property
    def heading(self) -> str:
        """A case without a title is known by its hospital."""
        return self.title or self.hospital or super().heading

    @classmethod
    def heading_expression(cls) -> Expression:
        is_named_by_hospital = models.Q(title="") & ~models.Q(hospital="")
        return Case(
            When(is_named_by_hospital, then=F("hospital")),
            default=super().heading_expression(),
            output_field=models.TextField(),
        )


class HospitalNewsLink(HospitalEntry):
    document_type = document.HospitalNewsLink
    same_where = (("url",), ("title", "hospital"))
    searched = (*HospitalEntry.searched, "url")
    needed = ("hospital", "title", "url")

    title = LineField("标题", max_length=MAX_LINE)
    url = WebAddressField("网址")

    class Meta(HospitalEntry.Meta):
        verbose_name = verbose_name_plural = "资讯链接"
        permissions = importing("hospitalnewslink", "资讯链接")

    @classmethod
    def detail_expression(cls) -> F:
        return F("hospital")
