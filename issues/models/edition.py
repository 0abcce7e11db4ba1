from functools import cached_property
from typing import ClassVar

from django.conf import settings
from django.db import models

from issues.document import Document, loading
from issues.models.bases.final import FinalModel
from issues.models.bases.record_chain import ChainedRecord


class Edition(ChainedRecord):
    """A published Document with its PDF, who published it and when. Immutable; readers see nothing else."""

    names_in_digest: ClassVar[dict[str, str]] = {"pdf_sha256": "pdf_checksum"}

    issue = models.ForeignKey("issues.Issue", models.PROTECT, related_name="editions", verbose_name="期")
    revision = models.PositiveSmallIntegerField("版次")
    document_json = models.TextField("内容")
    digest = models.CharField("内容校验码", max_length=64)
    pdf = models.FileField("PDF", upload_to="editions/", max_length=200)
    pdf_sha256 = models.CharField("PDF 校验码", max_length=64)
    pages = models.PositiveIntegerField("页数", default=0)
    correction_note = models.TextField("勘误说明", blank=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="发布人"
    )
    published_at = models.DateTimeField("发布时间")

    class Meta:
        verbose_name = verbose_name_plural = "已发布的版本"
        ordering = ("-published_at",)
        constraints = (
            models.UniqueConstraint(fields=("issue", "revision"), name="edition_once_per_revision"),
        )

    def __str__(self) -> str:
        return f"第{self.issue.number}期第{self.revision}版"

    @cached_property
    def document(self) -> Document:
        return loading.read_stored(self.document_json)

    def read_pdf(self) -> bytes:
        with self.pdf.open() as file:
            return bytes(file.read())


class EditionEntry(FinalModel):
    """Where an entry's permanent address leads: one row for each entry of an edition."""

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="entries")
    uid = models.UUIDField()
    kind = models.CharField(max_length=40)
    title = models.CharField(max_length=500)

    class Meta:
        verbose_name = verbose_name_plural = "已发布的条目"
        constraints = (models.UniqueConstraint(fields=("uid", "edition"), name="entry_once_per_edition"),)

    def __str__(self) -> str:
        return self.title
