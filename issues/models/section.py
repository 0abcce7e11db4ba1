from collections.abc import Iterator
from typing import Any

from django.db import models
from django.db.models import Q

from issues.document import MAX_LINE
from issues.document.kinds import SectionKind, entry_kinds, section_kind
from issues.fields.numbers import NumberField
from issues.fields.plain import LineField, PlainTextField
from issues.models.bases.guard import GuardedModel
from issues.models.bases.kinds import entry_model
from issues.models.issue import Issue


class Section(GuardedModel):
    """A section of one issue or, with a `parent`, a sub-heading （一）（二） inside one."""

    issue_path = "issue"

    issue = models.ForeignKey(Issue, models.CASCADE, related_name="sections", verbose_name="期")
    parent = models.ForeignKey(
        "self", models.CASCADE, null=True, blank=True, related_name="parts", verbose_name="所属栏目"
    )
    kind = models.CharField("栏目种类", max_length=40)
    title = LineField("标题", max_length=MAX_LINE)
    intro = PlainTextField("导语", blank=True)
    position = NumberField("次序", default=0)

    class Meta:
        verbose_name = verbose_name_plural = "栏目"
        ordering = ("position", "pk")
        indexes = (models.Index(fields=("issue", "position"), name="section_in_order"),)

    def __str__(self) -> str:
        return str(self.title)

    @property
    def section_kind(self) -> SectionKind:
        return section_kind(self.kind)

    @classmethod
    def entries_under(cls, rows: "models.QuerySet[Any]") -> Iterator[Any]:
        for kind in entry_kinds():
            yield entry_model(kind).objects.filter(Q(section__in=rows) | Q(section__parent__in=rows))
