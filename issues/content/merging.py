"""合并: several authority records that stand for the same become one. What is printed anywhere stays as it is."""

from typing import Any

from django.db import transaction

from issues.models import AuthorityRecord


class Unmergeable(Exception):
    """These records cannot become one; the message is Chinese and for the user, and nothing changed."""


@transaction.atomic
def merge(records: list[AuthorityRecord], *, stays: AuthorityRecord) -> int:
    """The other records' names become aliases of `stays`, their entries point at it, and what it does not know of
    itself it takes from them. How many entries were pointed anew."""
    model = type(stays)
    rows = {
        row.pk: row
        for row in model._default_manager.select_for_update().filter(pk__in=[r.pk for r in records])
    }
    if len(rows) < len(records) or stays.pk not in rows:
        raise Unmergeable("所选的记录有的已被删除或合并，请刷新页面再选")
    if len(rows) < 2:
        raise Unmergeable("请选择两条或更多的记录来合并")
    kept = rows.pop(stays.pk)
    others = list(rows.values())
    moved = sum(_relink(relation, others, kept) for relation in model._meta.related_objects)
    for other in others:
        _take_over(kept, other)
        other.delete()
    kept.save()
    return moved


def _relink(relation: Any, others: list[AuthorityRecord], kept: AuthorityRecord) -> int:
    record = relation.field.name
    rows = relation.related_model.objects.filter(**{f"{record}__in": others})
    return int(rows.relink(record, kept))


def _take_over(kept: Any, other: Any) -> None:
    names = (*kept.aliases, other.name, *other.aliases)
    kept.aliases = [name for name in dict.fromkeys(names) if name != kept.name]
    for field in kept._meta.concrete_fields:
        if field.name not in ("id", "name", "aliases") and not getattr(kept, field.attname):
            setattr(kept, field.attname, getattr(other, field.attname))
