from functools import cached_property

from django.db import models

from issues.document import Document, loading
from issues.models.bases.record_chain import ChainedRecord


class Snapshot(ChainedRecord):
    """The complete content at an action of the workflow. The `Transition` has only its digest."""

    issue = models.ForeignKey("issues.Issue", models.PROTECT, related_name="snapshots", verbose_name="期")
    digest = models.CharField("内容校验码", max_length=64)
    document_json = models.TextField("内容")
    at = models.DateTimeField("时间", auto_now_add=True)

    class Meta:
        verbose_name = verbose_name_plural = "内容快照"
        constraints = (models.UniqueConstraint(fields=("issue", "digest"), name="snapshot_once_per_digest"),)

    def __str__(self) -> str:
        return self.digest[:12]

    @classmethod
    def store(cls, issue_id: int, document: Document) -> None:
        """Stores the document, unless the issue has a snapshot of the same content."""
        digest = document.digest
        if not cls.objects.filter(issue=issue_id, digest=digest).exists():
            cls.objects.create(issue_id=issue_id, digest=digest, document_json=document.canonical_json)

    @cached_property
    def document(self) -> Document:
        return loading.read_stored(self.document_json)
