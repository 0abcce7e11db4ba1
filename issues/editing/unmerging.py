"""撤销合并: the records of a merge are what they were, as long as nothing else was done to them since."""

import json
from typing import Any

from django.apps import apps
from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.utils import timezone

from issues.editing.merging import Unmergeable, values_of
from issues.models import AuthorityRecord, Merge


@transaction.atomic
def undo_merge(merge: Merge) -> list[AuthorityRecord]:
    """The records that went are back under their old keys, with the entries that were theirs and those that came in
    under one of their names since; the one that stayed has its own values again. Raises `Unmergeable`."""
    model: Any = apps.get_model(merge.kind)
    told = Merge.objects.select_for_update().get(pk=merge.pk)
    kept = model._default_manager.select_for_update().filter(pk=told.kept).first()
    if reason := _why_not(told, kept, model):
        raise Unmergeable(reason)
    _fill(kept, told.before)
    back = [_fill(model(pk=int(key)), values) for key, values in told.others.items()]
    kept.save()
    for record in back:
        record.save(force_insert=True)
    _relink(told, model, kept, back)
    told.undone_at = timezone.now()
    told.save(update_fields=["undone_at"])
    return back


def _why_not(told: Merge, kept: Any, model: Any) -> str:
    if told.undone_at:
        return "这次合并已经撤销过。"
    if kept is None:
        return f"“{told.name}”后来已被删除或并入别的记录，这次合并不能撤销。后来又合并过的，请先撤销那一次。"
    if _plain(values_of(kept)) != told.after:
        return f"“{kept}”在合并之后改过（名称、别名或其他内容），这次合并不能撤销。请直接修改它，需要时另建一条。"
    taken = model._default_manager.exclude(pk=kept.pk).by_name()
    names = [name for values in told.others.values() for name in (values["name"], *values["aliases"])]
    if clash := next((name for name in names if name in taken), ""):
        return f"后来另有一条记录叫“{clash}”，这次合并不能撤销。请先改它的名称或别名。"
    return ""


def _plain(values: dict[str, Any]) -> Any:
    """As they come back from the database's JSON."""
    return json.loads(json.dumps(values, cls=DjangoJSONEncoder))


def _fill(record: Any, values: dict[str, Any]) -> Any:
    for name, value in values.items():
        setattr(record, name, value)
    return record


def _relink(told: Merge, model: Any, kept: Any, back: list[Any]) -> None:
    """Where an entry still points at the one that stayed: what was pointed elsewhere since is left alone."""
    for relation in model._meta.related_objects:
        record, entries = relation.field.name, relation.related_model
        printed = entries.authorities[record]
        moved = told.moved.get(f"{entries._meta.label_lower}.{record}", [])
        for other in back:
            here = entries.objects.filter(**{record: kept})
            keys = [pk for pk, was in moved if was == other.pk]
            own = here.filter(pk__in=keys).exclude(**{f"{printed}__in": [kept.name, *kept.aliases]})
            own.relink(record, other)
            here.filter(**{f"{printed}__in": [other.name, *other.aliases]}).relink(record, other)
