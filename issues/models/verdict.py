from django.conf import settings
from django.db import models

from issues.models.seal import SealedModel


class Verdict(SealedModel):
    """What was decided on one entry of a revision; the latest counts. `content` is the digest of the entry as it was
    then, so that a later change shows."""

    class Mark(models.TextChoices):
        PASSED = "passed", "通过"
        NEEDS_CHANGE = "needs_change", "需修改"
        OPENED = "opened", "解除锁定"
        CLEARED = "cleared", "取消标记"

    issue = models.ForeignKey("issues.Issue", models.PROTECT, related_name="verdicts", verbose_name="期")
    revision = models.PositiveSmallIntegerField("版次")
    uid = models.UUIDField("条目")
    mark = models.CharField("标记", max_length=15, choices=Mark)
    content = models.CharField("条目校验码", max_length=64)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="标记人")
    at = models.DateTimeField("时间", auto_now_add=True)

    class Meta:
        verbose_name = verbose_name_plural = "逐条审核"
        ordering = ("pk",)
        indexes = (models.Index(fields=("issue", "revision", "uid"), name="verdict_on_entry"),)

    def __str__(self) -> str:
        return self.get_mark_display()
