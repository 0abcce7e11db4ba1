from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models


class Merge(models.Model):
    """A merge of name records, with everything that is needed to undo it. `target` is the key of the record that the
    others were merged into, `before` and `after` are its values; `others` holds the values of the merged records by key;
    `moved` holds by entry model and field the keys of the entries that point at another record now, each with the key of
    its record before."""

    kind = models.CharField("名录", max_length=80)
    """As `app_label.model_name`."""
    target = models.BigIntegerField()
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
        """The names of the merged records."""
        return [str(values["name"]) for values in self.others.values()]

    @property
    def count(self) -> int:
        """The number of entries that point at another record now."""
        return sum(len(keys) for keys in self.moved.values())


class DistinctQuerySet(models.QuerySet["Distinct"]):
    def pairs(self, kind: str) -> set[tuple[int, int]]:
        return set(self.filter(kind=kind).values_list("first", "second"))

    def note(self, kind: str, keys: Iterable[int], by: Any) -> None:
        first, second = sorted(keys)
        self.get_or_create(kind=kind, first=first, second=second, defaults={"by": by})


class Distinct(models.Model):
    """Two name records with similar names that a person has marked as different. The lower key first."""

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
