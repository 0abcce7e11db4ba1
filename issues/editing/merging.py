"""合并: several authority records that stand for the same become one, and can be parted again. What is printed anywhere
stays as it is."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction

from issues.actor import current_actor
from issues.models import AuthorityRecord, Merge
from issues.refusals import Refusal


class Unmergeable(Refusal):
    """These records cannot become one; the message is Chinese and for the user, and nothing changed."""


@transaction.atomic
def merge(records: list[AuthorityRecord], *, stays: AuthorityRecord) -> Merge:
    """The other records' names become aliases of `stays`, their entries point at it, and what it does not know of
    itself it takes from them."""
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
    told = Merge(
        kind=kind_of(model), kept=kept.pk, name=kept.name, by=current_actor(), before=values_of(kept)
    )
    told.others = {str(other.pk): values_of(other) for other in others}
    told.moved = {name: keys for name, keys in _relinked(model, others, kept) if keys}
    for other in others:
        _take_over(kept, other)
        other.delete()
    kept.save()
    told.after = values_of(kept)
    told.save()
    return told


def kind_of(model: type[AuthorityRecord]) -> str:
    return model._meta.label_lower


def values_of(record: Any) -> dict[str, Any]:
    return {f.attname: getattr(record, f.attname) for f in record._meta.concrete_fields if not f.primary_key}


def _relinked(
    model: type[AuthorityRecord], others: list[AuthorityRecord], kept: AuthorityRecord
) -> Iterable[tuple[str, list[list[int]]]]:
    """By model and field the entries that pointed at the others, each with what it pointed at."""
    relations: Any = model._meta.related_objects
    for relation in relations:
        record = relation.field.name
        rows = relation.related_model.objects.filter(**{f"{record}__in": others})
        keys = [list(pair) for pair in rows.order_by("pk").values_list("pk", relation.field.attname)]
        rows.relink(record, kept)
        yield f"{relation.related_model._meta.label_lower}.{record}", keys


def _take_over(kept: Any, other: Any) -> None:
    names = (*kept.aliases, other.name, *other.aliases)
    kept.aliases = [name for name in dict.fromkeys(names) if name != kept.name]
    for field in kept._meta.concrete_fields:
        if field.name not in ("id", "name", "aliases") and not getattr(kept, field.attname):
            setattr(kept, field.attname, getattr(other, field.attname))
