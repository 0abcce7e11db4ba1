from typing import Any, Self, cast

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Case, Expression, F, TextField, Value, When
from django.db.models.functions import Cast, Coalesce, Concat, NullIf

from issues import document as issue_document
from issues.document import MAX_LINE, as_json, loading
from issues.document.errors import InvalidDocument
from issues.fields.numbers import NumberField, SmallNumberField
from issues.fields.plain import LineField, PlainTextField
from issues.fields.values import NamesField, PartialDateField, WebAddressField
from issues.files import file_store
from issues.models import Entry, NameRecord
from issues.models.bases.guard import GuardedModel
from issues.roles import importing
from issues.similar_names import SimilarityRules
from papers import document
from papers.fields import DoiField

ISSN = RegexValidator(
    r"\A\d{4}-\d{3}[\dX]\Z", "ISSN 应为八位，写作 1234-5678，最后一位可以是 X。", code="issn"
)


class Journal(NameRecord):
    """A journal, and what an author needs to know to submit to it (投稿信息)."""

    similarity_rules = SimilarityRules(abbreviations=(("", "杂志$"), ("", "^the(?=[a-z])")))

    issn = models.CharField("ISSN", max_length=9, blank=True, validators=[ISSN], help_text="如：1234-5678。")
    cn_number = LineField("CN", max_length=40, blank=True, help_text="国内统一刊号，如：CN 11-1234/R。")
    sponsor = LineField("主办单位", max_length=MAX_LINE, blank=True)
    is_core = models.BooleanField("北大核心", default=False)
    indexed_in = NamesField("收录", help_text="一行一个，如：CSCD、科技核心。")
    frequency = LineField("刊期", max_length=40, blank=True, help_text="如：月刊、双月刊。")
    website = WebAddressField("投稿网址", blank=True)
    email = models.EmailField("投稿邮箱", blank=True)
    phone = LineField("联系电话", max_length=100, blank=True)
    review_time = LineField("审稿周期", max_length=100, blank=True, help_text="如：约 2 个月。")
    fees = LineField("费用", max_length=MAX_LINE, blank=True, help_text="审稿费、版面费等。")
    remarks = PlainTextField("投稿说明", blank=True)

    class Meta(NameRecord.Meta):
        verbose_name = "期刊"
        verbose_name_plural = "期刊名录"
        permissions = importing("journal", "期刊名录")


class JournalAbstract(Entry):
    document_type = document.JournalAbstract
    needed = ("title", "journal", "published", "abstract")
    counted = "abstract"
    same_where = (("doi",), ("title", "journal"))
    searched = ("title", "journal", "journal_record__name", "authors", "abstract", "doi")
    named_in = "journal"
    name_records = {"journal_record": "journal"}  # noqa: RUF012 - a ClassVar of Entry

    title = LineField("论文名称", max_length=MAX_LINE)
    journal = LineField("发表期刊", max_length=MAX_LINE)
    journal_record = models.ForeignKey(
        Journal,
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="abstracts",
        verbose_name="规范名",
    )
    published = PartialDateField("发表时间", blank=True, default=None)
    authors = NamesField("作者", help_text="一行一位。")
    abstract = PlainTextField("论文摘要", blank=True)
    doi = DoiField("DOI", max_length=MAX_LINE, blank=True)
    url = WebAddressField("网址", blank=True)

    class Meta(Entry.Meta):
        verbose_name = verbose_name_plural = "论文摘要"
        permissions = importing("journalabstract", "论文摘要")

    @classmethod
    def detail_expression(cls) -> F:
        return F("journal")


class Notice(Entry):
    """A notice with annexes (资料汇编 + 附件). Its title is the title of its part."""

    class Topic(models.TextChoices):
        POLICY_COMPENDIUM = "policy_compendium", "政策汇总"
        JOURNAL_SUBMISSION = "journal_submission", "期刊投稿信息"
        OTHER = "other", "其他通知"

    document_type = document.Notice
    needed = ("text",)
    counted = "text"
    same_where = ()
    searched = ("text", "year")
    document_relations = ("annexes",)
    names_its_part = True

    topic = models.CharField("主题", max_length=40, choices=Topic, default=Topic.POLICY_COMPENDIUM)
    year = SmallNumberField("年份", null=True, blank=True, least=1, most=9999)
    text = PlainTextField("说明文字", blank=True)

    class Meta(Entry.Meta):
        verbose_name = verbose_name_plural = "通知与汇编"

    @property
    def heading(self) -> str:
        return f"{self.year}年{self.get_topic_display()}" if self.year else self.get_topic_display()

    @classmethod
    def heading_expression(cls) -> Expression:
        topic = Case(
            *(When(topic=value, then=Value(label)) for value, label in cls.Topic.choices),
            default=F("topic"),
            output_field=TextField(),
        )
        year = Case(
            When(year=None, then=Value("")),
            default=Concat(Cast("year", TextField()), Value("年")),
            output_field=TextField(),
        )
        return Coalesce(NullIf(F("section__title"), Value("")), Concat(year, topic), output_field=TextField())

    def document_value(self, name: str) -> Any:
        if name == "annexes":
            return tuple(annex.to_document() for annex in self.annexes.all())
        return super().document_value(name)

    def replace_annexes(self, entry: issue_document.Entry) -> None:
        for annex in self.annexes.all():
            annex.delete()
        self.store_annexes([self], [entry])

    @classmethod
    def store_annexes(cls, rows: list[Self], entries: list[issue_document.Entry]) -> None:
        Annex.objects.bulk_create(
            Annex.from_document(annex, notice=row, position=position)
            for row, entry in zip(rows, cast(list[document.Notice], entries), strict=True)
            for position, annex in enumerate(entry.annexes)
        )


class Annex(GuardedModel):
    """附件: a file of a notice, stored under its SHA-256."""

    issue_path = "notice__section__issue"
    uid_path = "notice__uid"

    notice = models.ForeignKey(Notice, models.CASCADE, related_name="annexes", verbose_name="通知")
    title = LineField("附件标题", max_length=MAX_LINE)
    filename = LineField("文件名", max_length=MAX_LINE, editable=False)
    sha256 = models.CharField(max_length=64, editable=False)
    size = models.PositiveIntegerField("大小（字节）", editable=False)
    table = models.JSONField(null=True, default=None, editable=False)
    """The rows of a generated annex, as JSON of `document.AnnexTable`; None for an uploaded file."""
    position = NumberField("次序", default=0)

    class Meta:
        verbose_name = verbose_name_plural = "附件"
        ordering = ("position", "pk")

    def __str__(self) -> str:
        return str(self.title)

    def to_document(self) -> issue_document.Annex:
        return issue_document.Annex(
            title=self.title,
            filename=self.filename,
            sha256=self.sha256,
            size=self.size,
            table=loading.read_table(self.table) if self.table else None,
        )

    @classmethod
    def from_document(cls, annex: issue_document.Annex, **placement: Any) -> Self:
        """An unsaved row; the content is put into the store, unless it is there already."""
        if annex.content is not None:
            file_store.store(annex.content)
        elif not file_store.is_stored(annex.sha256):
            raise InvalidDocument("annexes", f"附件“{annex.filename}”是空文件，请重新选择")
        return cls(
            title=annex.title,
            filename=annex.filename,
            sha256=annex.sha256,
            size=annex.size,
            table=as_json(annex.table),
            **placement,
        )

    def attach(self, filename: str, content: bytes, table: issue_document.AnnexTable | None = None) -> None:
        """Take this file's content, and the rows that it was generated from; the row is not saved."""
        self.filename, self.size, self.table = filename, len(content), as_json(table)
        self.sha256 = file_store.store(content)
