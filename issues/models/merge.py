from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models


class Merge(models.Model):
    """One merge of authority records, with all that it takes to undo it. `before` has the values of the record that
    stayed, `after` what they became, `others` those of the records that went, `moved` by entry model and field the keys
    of the entries that were pointed at another record, each with that of their own."""

    kind = models.CharField("名录", max_length=80)
    """As `app_label.model_name`."""
    kept = models.BigIntegerField()
    name = models.CharField("保留的记录", max_length=500)
    before = models.JSONField(encoder=DjangoJSONEncoder)
    after = models.JSONField(encoder=DjangoJSONEncoder)
    others = models.JSONField(encoder=DjangoJSONEncoder)
    moved = models.JSONField(default=dict)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="操作人"
    )
    at = models.DateTimeField("时间", auto_now_add=True)
    undone_at = models.DateTimeField("撤销时间", null=True)

    class Meta:
        verbose_name = verbose_name_plural = "名录合并"
        default_permissions = ()
        ordering = ("-pk",)

    def __str__(self) -> str:
        return f"{'、'.join(self.names)} → {self.name}"

    @property
    def names(self) -> list[str]:
        """Of the records that went."""
        return [str(told["name"]) for told in self.others.values()]

    @property
    def count(self) -> int:
        """How many entries were pointed at another record."""
        return sum(len(keys) for keys in self.moved.values())


class DistinctQuerySet(models.QuerySet["Distinct"]):
    def pairs(self, kind: str) -> set[tuple[int, int]]:
        return set(self.filter(kind=kind).values_list("first", "second"))

    def note(self, kind: str, keys: Iterable[int], by: Any) -> None:
        first, second = sorted(keys)
        self.get_or_create(kind=kind, first=first, second=second, defaults={"by": by})


class Distinct(models.Model):
    """Two authority records that look alike and stand for different things: somebody said so. The lower key first."""

    kind = models.CharField("名录", max_length=80)
    first = models.BigIntegerField()
    second = models.BigIntegerField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="操作人"
    )
    at = models.DateTimeField("时间", auto_now_add=True)

    objects = DistinctQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "不是同一个"
        default_permissions = ()
        constraints = (models.UniqueConstraint(fields=("kind", "first", "second"), name="distinct_once"),)

    def __str__(self) -> str:
        return f"{self.first} ≠ {self.second}"
