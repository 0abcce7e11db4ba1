"""合并: merges name records that mean the same. A merge can be undone (`unmerging`). The names that entries print do
not change."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction

from issues.actor import current_actor
from issues.models import Merge, NameRecord
from issues.refusals import Refusal


class Unmergeable(Refusal):
    """These records cannot be merged; the message is Chinese and for the user, and nothing changed."""


@transaction.atomic
def merge(records: list[NameRecord], *, stays: NameRecord) -> Merge:
    """Merges the other records into `stays`: their names become its aliases, their entries point at it, and its blank
    columns are filled from theirs."""
    model = type(stays)
    rows = {
        row.pk: row
        for row in model._default_manager.select_for_update().filter(pk__in=[r.pk for r in records])
    }
    if len(rows) < len(records) or stays.pk not in rows:
        raise Unmergeable("所选的记录有的已被删除或合并，请刷新页面再选")
    if len(rows) < 2:
        raise Unmergeable("请选择两条或更多的记录来合并")
    target = rows.pop(stays.pk)
    others = list(rows.values())
    merge = Merge(
        kind=kind_of(model), target=target.pk, name=target.name, by=current_actor(), before=values_of(target)
    )
    merge.others = {str(other.pk): values_of(other) for other in others}
    merge.moved = {name: keys for name, keys in _relinked(model, others, target) if keys}
    for other in others:
        _take_over(target, other)
        other.delete()
    target.save()
    merge.after = values_of(target)
    merge.save()
    return merge


def kind_of(model: type[NameRecord]) -> str:
    return model._meta.label_lower


def values_of(record: Any) -> dict[str, Any]:
    return {f.attname: getattr(record, f.attname) for f in record._meta.concrete_fields if not f.primary_key}


def _relinked(
    model: type[NameRecord], others: list[NameRecord], target: NameRecord
) -> Iterable[tuple[str, list[list[int]]]]:
    """Points the entries of the other records at `target`, and gives by model and field their keys, each with the key of the
    record that it pointed at."""
    relations: Any = model._meta.related_objects
    for relation in relations:
        record = relation.field.name
        rows = relation.related_model.objects.filter(**{f"{record}__in": others})
        keys = [list(pair) for pair in rows.order_by("pk").values_list("pk", relation.field.attname)]
        rows.relink(record, target)
        yield f"{relation.related_model._meta.label_lower}.{record}", keys


def _take_over(target: Any, other: Any) -> None:
    names = (*target.aliases, other.name, *other.aliases)
    target.aliases = [name for name in dict.fromkeys(names) if name != target.name]
    for field in target._meta.concrete_fields:
        if field.name not in ("id", "name", "aliases") and not getattr(target, field.attname):
            setattr(target, field.attname, getattr(other, field.attname))
