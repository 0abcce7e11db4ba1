"""Defaults for new issues. An issue has its own values once it is created."""

from django.db import models

from issues.document import MAX_LINE
from issues.document.kinds import SectionKind, section_kind, section_kinds
from issues.fields.numbers import NumberField
from issues.fields.plain import LineField, PlainTextField
from issues.fields.values import NamesField
from issues.models.imprint import ImprintFields


class Masthead(ImprintFields):
    """The one row of defaults, edited by an administrator."""

    title = LineField("刊名", max_length=MAX_LINE, default="动态参考")
    publishers = NamesField("主办单位", help_text="一行一个。")
    contact_name = LineField("联系人", max_length=MAX_LINE, blank=True)
    contact_phone = LineField("联系电话", max_length=MAX_LINE, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "刊头与栏目默认值"

    def __str__(self) -> str:
        return str(self.title)

    @classmethod
    def current(cls) -> "Masthead":
        """The defaults, with a row for every section kind that is installed."""
        masthead = cls.objects.first() or cls.objects.get_or_create(pk=1)[0]
        known = set(masthead.sections.values_list("kind", flat=True))
        SectionDefault.objects.bulk_create(
            [
                SectionDefault(
                    masthead=masthead,
                    kind=kind.key,
                    title=kind.heading,
                    intro=kind.intro,
                    position=kind.order,
                )
                for kind in section_kinds()
                if kind.key not in known
            ],
            ignore_conflicts=True,  # two requests may create them at the same time
        )
        return masthead


class SectionDefault(models.Model):
    masthead = models.ForeignKey(Masthead, models.CASCADE, related_name="sections")
    kind = models.CharField("栏目种类", max_length=40, unique=True, editable=False)
    title = LineField("栏目名", max_length=MAX_LINE)
    intro = PlainTextField("导语", blank=True)
    position = NumberField("次序", default=0)
    is_used = models.BooleanField("新一期自动带上", default=True)

    class Meta:
        verbose_name = verbose_name_plural = "栏目默认值"
        ordering = ("position", "pk")

    def __str__(self) -> str:
        return str(self.title)

    @property
    def section_kind(self) -> SectionKind:
        return section_kind(self.kind)
