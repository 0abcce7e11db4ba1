"""Base class of the spreadsheets of name records, which are matched by canonical name or alias."""

from collections.abc import Sequence
from typing import Any

from django.db import models

from issues.models import NameRecord
from issues.spreadsheets.columns import Column
from issues.spreadsheets.files.grid import Grid
from issues.spreadsheets.resource import TableResource
from issues.spreadsheets.rows import Key, Row

NAME = "name"


def naming(*variants: str, example: str) -> tuple[Column, Column]:
    """The two columns that every name record has."""
    return (
        Column(
            NAME,
            "名称",
            "全称",
            *variants,
            is_required=True,
            example=example,
            note="规范名或别名，用来找到已有的记录。",
        ),
        Column("aliases", "简称", "曾用名", "又名", note="多个别名用“；”或“、”隔开。"),
    )


class NameRecordTable(TableResource):
    """Matches a row by the name or an alias of a record. The name of a stored record does not change."""

    key = (NAME,)

    class Meta(TableResource.Meta):
        pass

    def load(self, dataset: Grid) -> None:
        rows = self.locked(self._meta.model.objects.order_by("pk"))
        self.stored: dict[int, NameRecord] = {record.pk: record for record in rows}
        self.owners: dict[str, Key] = {}
        for record in self.stored.values():
            self.owners |= dict.fromkeys(record.aliases, (record.pk, ""))
        self.owners |= {record.name: (record.pk, "") for record in self.stored.values()}

    def candidates(self, row: Row) -> Sequence[models.Model]:
        pk, _ = self.owners.get(row[self.fields[NAME].column_name].strip(), (None, ""))
        return [self.stored[pk]] if pk is not None else []

    def take(self, instance: NameRecord, values: dict[str, Any]) -> None:
        stored_name = instance.name
        super().take(instance, values)
        given = instance.name
        others = [name for name in instance.aliases if name not in (given, stored_name)]
        if stored_name:
            instance.name = stored_name
        instance.aliases = list(dict.fromkeys([*others, *([given] if given != instance.name else [])]))

    def faults(self, instance: NameRecord) -> dict[str, list[str]]:
        """Refuses a name that another stored record or an earlier row has."""
        own = (instance.pk, "" if instance.pk else instance.name)
        if instance.pk:
            self.owners = {name: owner for name, owner in self.owners.items() if owner != own}
        errors: dict[str, list[str]] = {}
        for field, names in ((NAME, [instance.name]), ("aliases", instance.aliases)):
            for name in names:
                if self.owners.setdefault(name, own) != own:
                    errors.setdefault(field, []).append(
                        f"“{name}”已是“{self._name_of(self.owners[name])}”的名称或别名"
                    )
        return errors

    def _name_of(self, owner: Key) -> str:
        pk, name = owner
        return self.stored[pk].name if pk else str(name)
