"""Name records (名录): one canonical name and its aliases for a hospital, a journal, an issuing body."""

from collections.abc import Iterable
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models

from issues.fields.plain import LineField
from issues.fields.values import NamesField
from issues.similar_names import SimilarityRules


class NameRecordQuerySet(models.QuerySet["NameRecord"]):
    def by_name(self) -> dict[str, int]:
        """The key of the record of every canonical name and alias. A canonical name wins over an equal alias."""
        rows = list(self.values_list("pk", "name", "aliases"))
        aliases = {alias: pk for pk, _, names in rows for alias in names}
        return aliases | {name: pk for pk, name, _ in rows}

    def recognise(self, names: Iterable[str]) -> dict[str, int]:
        """The key of the record of each name. A record is created for each unknown name."""
        wanted, known = {name for name in names if name}, self.by_name()
        if unknown := sorted(wanted - known.keys()):
            self.bulk_create([self.model(name=name) for name in unknown], ignore_conflicts=True)
            known = self.by_name()
        return {name: known[name] for name in wanted}


class NameRecord(models.Model):
    similarity_rules: ClassVar[SimilarityRules] = SimilarityRules()
    """The rules by which two names may mean the same."""

    name = LineField("规范名", max_length=500, unique=True)
    aliases = NamesField("别名", help_text="一行一个，如简称、曾用名。文中用到别名时，系统认作同一单位。")

    objects = NameRecordQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ("name",)

    def __str__(self) -> str:
        return str(self.name)

    @classmethod
    def directory(cls) -> str:
        """The Chinese name of the list of these records."""
        label = str(cls._meta.verbose_name)
        return label if label.endswith("名录") else f"{label}名录"

    def clean(self) -> None:
        others = type(self)._default_manager.exclude(pk=self.pk)
        known = others.by_name()
        taken = {"name": [self.name], "aliases": self.aliases}
        taken = {field: [name for name in names if name in known] for field, names in taken.items()}
        holders = others.in_bulk({known[name] for names in taken.values() for name in names})
        if errors := {
            field: [f"“{name}”已是“{holders[known[name]]}”的名称或别名" for name in names]
            for field, names in taken.items()
            if names
        }:
            raise ValidationError(errors)


def link(entries: Iterable[models.Model], *, record: str, printed: str) -> None:
    """Points each entry's `record` (for example, hospital_record) at the record of its `printed` name (hospital)."""
    rows = list(entries)
    if not rows:
        return
    model = rows[0]._meta.get_field(record).related_model
    known = model._default_manager.recognise(getattr(row, printed) for row in rows)  # type: ignore[union-attr]
    for row in rows:
        setattr(row, f"{record}_id", known.get(getattr(row, printed)))
