from django.contrib.auth.models import Group
from django.db import models

from issues.fields.numbers import NumberField
from issues.fields.plain import LineField
from issues.models.masthead import Masthead


class ReviewStage(models.Model):
    """One step of reviewing, in order (初审, 复审, 终审). Where none is set up there is one: 审核."""

    masthead = models.ForeignKey(Masthead, models.CASCADE, related_name="stages")
    name = LineField("审次", max_length=20, help_text="也是刊末的署名，如：初审、复审、终审。")
    group = models.ForeignKey(
        Group,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="由谁审",
        help_text="不选，则有审核权限的人都可以。",
    )
    position = NumberField("次序", default=0)

    class Meta:
        verbose_name = verbose_name_plural = "审次"
        ordering = ("position", "pk")
        constraints = (models.UniqueConstraint(fields=("masthead", "name"), name="stage_named_once"),)

    def __str__(self) -> str:
        return str(self.name)
