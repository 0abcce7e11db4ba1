from django.conf import settings
from django.contrib.auth.models import User
from django.db import models


class MailChoice(models.Model):
    """When somebody wants mail. Without a row: at once."""

    class When(models.TextChoices):
        EACH = "each", "每次都发送"
        DAILY = "daily", "每天汇总一次"
        NEVER = "never", "不发送"

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="mail_choice", verbose_name="账号"
    )
    when = models.CharField("通知邮件", max_length=10, choices=When, default=When.EACH)

    class Meta:
        verbose_name = verbose_name_plural = "邮件通知设置"

    def __str__(self) -> str:
        return self.get_when_display()

    @classmethod
    def of(cls, user: User) -> "MailChoice.When":
        when = cls.objects.filter(user=user).values_list("when", flat=True).first()
        return cls.When(when) if when else cls.When.EACH
