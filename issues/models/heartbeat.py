from datetime import timedelta

from django.db import models
from django.utils import timezone

SILENCE = timedelta(minutes=10)


class Heartbeat(models.Model):
    """One row with the time when `run_due` last ran."""

    at = models.DateTimeField("最近一次运行")

    class Meta:
        verbose_name = verbose_name_plural = "定时程序"

    def __str__(self) -> str:
        return f"{timezone.localtime(self.at):%Y-%m-%d %H:%M}"

    @classmethod
    def beat(cls) -> None:
        cls.objects.update_or_create(pk=1, defaults={"at": timezone.now()})

    @classmethod
    def is_silent(cls) -> bool:
        return not cls.objects.filter(at__gt=timezone.now() - SILENCE).exists()
