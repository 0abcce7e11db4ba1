from django.conf import settings
from django.db import models

from issues.models.bases.record_chain import ChainedRecord
from issues.models.issue import Issue, Status


class Transition(ChainedRecord):
    """The record of one action of the workflow: who, when, from and to which status, why, and on which content."""

    issue = models.ForeignKey(Issue, models.PROTECT, related_name="transitions", verbose_name="期")
    revision = models.PositiveSmallIntegerField("版次")
    action = models.CharField("操作", max_length=20)
    stage = models.CharField("审次", max_length=20, blank=True)
    from_status = models.CharField("原状态", max_length=10, choices=Status)
    to_status = models.CharField("新状态", max_length=10, choices=Status)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="操作人"
    )
    at = models.DateTimeField("时间", auto_now_add=True)
    note = models.TextField("说明", blank=True)
    digest = models.CharField("内容校验码", max_length=64)

    class Meta:
        verbose_name = verbose_name_plural = "流转记录"
        ordering = ("-pk",)

    def __str__(self) -> str:
        return f"{self.issue} {self.get_to_status_display()}"
