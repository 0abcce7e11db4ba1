"""撤销合并: restores the records of a merge, unless they were changed afterwards."""

import json
from typing import Any

from django.apps import apps
from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.utils import timezone

from issues.editing.merging import Unmergeable, values_of
from issues.models import Merge, NameRecord


@transaction.atomic
def undo_merge(merge: Merge) -> list[NameRecord]:
    """Creates the merged records again with their old keys, points their entries at them, also entries that were added
    under one of their names since, and restores the record that they were merged into. Raises `Unmergeable`."""
    model: Any = apps.get_model(merge.kind)
    stored = Merge.objects.select_for_update().get(pk=merge.pk)
    target = model._default_manager.select_for_update().filter(pk=stored.target).first()
    if reason := _why_not(stored, target, model):
        raise Unmergeable(reason)
    _fill(target, stored.before)
    back = [_fill(model(pk=int(key)), values) for key, values in stored.others.items()]
    target.save()
    for record in back:
        record.save(force_insert=True)
    _relink(stored, model, target, back)
    stored.undone_at = timezone.now()
    stored.save(update_fields=["undone_at"])
    return back


def _why_not(stored: Merge, target: Any, model: Any) -> str:
    if stored.undone_at:
        return "这次合并已经撤销过。"
    if target is None:
        return (
            f"“{stored.name}”后来已被删除或并入别的记录，这次合并不能撤销。后来又合并过的，请先撤销那一次。"
        )
    if _plain(values_of(target)) != stored.after:
        return f"“{target}”在合并之后改过（名称、别名或其他内容），这次合并不能撤销。请直接修改它，需要时另建一条。"
    taken = model._default_manager.exclude(pk=target.pk).by_name()
    names = [name for values in stored.others.values() for name in (values["name"], *values["aliases"])]
    if clash := next((name for name in names if name in taken), ""):
        return f"后来另有一条记录叫“{clash}”，这次合并不能撤销。请先改它的名称或别名。"
    return ""


def _plain(values: dict[str, Any]) -> Any:
    """The values as they are read from a JSON column."""
    return json.loads(json.dumps(values, cls=DjangoJSONEncoder))


def _fill(record: Any, values: dict[str, Any]) -> Any:
    for name, value in values.items():
        setattr(record, name, value)
    return record


def _relink(stored: Merge, model: Any, target: Any, back: list[Any]) -> None:
    """Points entries back at their records, unless they were pointed at another record since."""
    for relation in model._meta.related_objects:
        record, entries = relation.field.name, relation.related_model
        printed = entries.name_records[record]
        moved = stored.moved.get(f"{entries._meta.label_lower}.{record}", [])
        for other in back:
            here = entries.objects.filter(**{record: target})
            keys = [pk for pk, was in moved if was == other.pk]
            own = here.filter(pk__in=keys).exclude(**{f"{printed}__in": [target.name, *target.aliases]})
            own.relink(record, other)
            here.filter(**{f"{printed}__in": [other.name, *other.aliases]}).relink(record, other)
