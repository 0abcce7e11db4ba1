from collections.abc import Iterable
from typing import ClassVar
from uuid import UUID

from django.conf import settings
from django.db import models

from issues.models.bases.record_chain import ChainedQuerySet, ChainedRecord
from issues.models.issue import Issue


class VerdictQuerySet(ChainedQuerySet):
    def in_force(self, issue: Issue) -> "dict[UUID, Verdict]":
        """The latest verdict on each entry of the issue's present revision, without those taken back. One query."""
        rows = self.filter(issue=issue, revision=issue.revision).select_related("by").order_by("pk")
        return latest_in_force(rows)

    def passed_uids(self, issue_ids: Iterable[int]) -> set[UUID]:
        """The entries that are locked because they passed: those of issues that were returned."""
        passed: set[UUID] = set()
        for issue in Issue.objects.filter(pk__in=list(issue_ids), status=Issue.Status.RETURNED):
            verdicts = self.in_force(issue)
            passed |= {uid for uid, verdict in verdicts.items() if verdict.mark == Verdict.Mark.PASSED}
        return passed


class Verdict(ChainedRecord):
    """A decision on one entry of a revision; the latest counts. `entry_digest` is the digest of the entry at that time,
    so that a later change shows."""

    names_in_digest: ClassVar[dict[str, str]] = {"entry_digest": "content"}

    class Mark(models.TextChoices):
        PASSED = "passed", "通过"
        NEEDS_CHANGE = "needs_change", "需修改"
        OPENED = "opened", "解除锁定"
        CLEARED = "cleared", "取消标记"

    issue = models.ForeignKey("issues.Issue", models.PROTECT, related_name="verdicts", verbose_name="期")
    revision = models.PositiveSmallIntegerField("版次")
    uid = models.UUIDField("条目")
    mark = models.CharField("标记", max_length=15, choices=Mark)
    entry_digest = models.CharField("条目校验码", max_length=64)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="标记人")
    at = models.DateTimeField("时间", auto_now_add=True)

    objects = VerdictQuerySet.as_manager()  # type: ignore[misc]  # the base has a manager of its own

    class Meta:
        verbose_name = verbose_name_plural = "逐条审核"
        ordering = ("pk",)
        indexes = (models.Index(fields=("issue", "revision", "uid"), name="verdict_on_entry"),)

    def __str__(self) -> str:
        return self.get_mark_display()


def latest_in_force(verdicts: Iterable[Verdict]) -> dict[UUID, Verdict]:
    """The latest verdict on each entry, without those taken back. `verdicts` are of one revision, the oldest first."""
    latest = {verdict.uid: verdict for verdict in verdicts}
    return {
        uid: verdict
        for uid, verdict in latest.items()
        if verdict.mark in (Verdict.Mark.PASSED, Verdict.Mark.NEEDS_CHANGE)
    }
