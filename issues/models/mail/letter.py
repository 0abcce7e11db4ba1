from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

PRINTED = "没有设置邮件发送，这封邮件只打印在服务器的终端上，收件人没有收到。"
"""Stored as `last_error` of a letter that was only printed."""


class LetterQuerySet(models.QuerySet["Letter"]):
    def waiting(self) -> "LetterQuerySet":
        return self.filter(sent_at=None, dropped_at=None)

    def due(self) -> "LetterQuerySet":
        return self.waiting().filter(due__lte=timezone.now())

    def delivered(self) -> "LetterQuerySet":
        return self.exclude(sent_at=None).exclude(last_error=PRINTED)

    def printed(self) -> "LetterQuerySet":
        """Only printed on the server's terminal."""
        return self.exclude(sent_at=None).filter(last_error=PRINTED)

    def undelivered(self) -> "LetterQuerySet":
        """Given up after attempts that failed."""
        return self.filter(sent_at=None, dropped_at__isnull=False, attempts__gt=0)

    def claim(self, pk: int, *, until: datetime) -> bool:
        """Claims a letter that is due. False where another process claimed it first."""
        # A compare-and-set in one statement: two processes that read the same due letter cannot both update it.
        return bool(self.due().filter(pk=pk).update(due=until, attempts=F("attempts") + 1))


class Letter(models.Model):
    """A mail message of the outbox: written in the transaction of what it reports, sent after the commit.

    `planned_at` is the time when it is to be sent; `due` the time of the next attempt: the first one, another one after
    an error, or one after a process died while sending it. `event` names what happened, once for each person.
    """

    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="letters", verbose_name="收件人"
    )
    event = models.CharField("事由", max_length=60)
    issue = models.ForeignKey("issues.Issue", models.SET_NULL, null=True, related_name="+", verbose_name="期")
    subject = models.CharField("主题", max_length=200)
    text = models.TextField("正文")
    link = models.CharField("链接", max_length=300)
    is_daily = models.BooleanField("汇总", default=False)
    written_at = models.DateTimeField("生成时间", auto_now_add=True)
    planned_at = models.DateTimeField("计划发送时间", default=timezone.now)
    due = models.DateTimeField("下次处理时间")
    sent_at = models.DateTimeField("发送时间", null=True)
    dropped_at = models.DateTimeField("停止重试时间", null=True)
    attempts = models.PositiveSmallIntegerField("发送次数", default=0)
    last_error = models.TextField("失败原因", blank=True)

    objects = LetterQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "通知邮件"
        ordering = ("-pk",)
        constraints = (models.UniqueConstraint(fields=("recipient", "event"), name="letter_once_per_event"),)
        indexes = (
            models.Index(fields=("due",), name="letter_waiting", condition=Q(sent_at=None, dropped_at=None)),
        )

    def __str__(self) -> str:
        return self.subject

    @property
    def state(self) -> str:
        if self.sent_at:
            return "只打印在终端" if self.last_error == PRINTED else "已发送"
        if self.dropped_at:
            return "未送达" if self.attempts else "不用发送"
        return "重试中" if self.last_error else "待发送"
