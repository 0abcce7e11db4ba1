"""审稿意见: comment threads on an entry, on words of it, or on the issue. Threads and comments are never changed; the
state of a thread follows from its last comment."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from issues.models.bases.record_chain import ChainedRecord


class Thread(ChainedRecord):
    """A comment thread. `uid` is that of the entry (None: the thread is about the issue), which does not change when the
    entry is edited or moved, or in a new revision.

    `quote` holds the words that it is about; `before` and `after` a little of the text around them, to distinguish words
    that occur more than once.
    """

    class State(models.TextChoices):
        OPEN = "open", "待回复"
        ANSWERED = "answered", "已回复"
        RESOLVED = "resolved", "已解决"

    issue = models.ForeignKey("issues.Issue", models.PROTECT, related_name="threads", verbose_name="期")
    revision = models.PositiveSmallIntegerField("版次")
    uid = models.UUIDField("条目", null=True)
    quote = models.TextField("引用的原文", blank=True)
    before = models.CharField("引文之前", max_length=60, blank=True)
    after = models.CharField("引文之后", max_length=60, blank=True)
    raised_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="提出人"
    )
    at = models.DateTimeField("时间", auto_now_add=True)

    class Meta:
        verbose_name = verbose_name_plural = "审稿意见"
        ordering = ("pk",)
        indexes = (models.Index(fields=("issue", "uid"), name="thread_on_entry"),)

    def __str__(self) -> str:
        return f"{self.issue}的审稿意见 {self.pk}"


class Comment(ChainedRecord):
    """One comment in a thread. Its kind decides the state of the thread."""

    names_in_digest: ClassVar[dict[str, str]] = {"kind": "act"}

    class Kind(models.TextChoices):
        RAISE = "raise", "提出"
        ANSWER = "answer", "回复"
        ADD = "add", "补充"
        RESOLVE = "resolve", "标为已解决"
        REOPEN = "reopen", "重新提出"

    issue = models.ForeignKey("issues.Issue", models.PROTECT, related_name="+", verbose_name="期")
    thread = models.ForeignKey(Thread, models.PROTECT, related_name="comments", verbose_name="审稿意见")
    kind = models.CharField("作为", max_length=10, choices=Kind)
    text = models.TextField("内容", blank=True)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="发言人"
    )
    at = models.DateTimeField("时间", auto_now_add=True)

    class Meta:
        verbose_name = verbose_name_plural = "回复记录"
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.text[:40] or self.get_kind_display()
