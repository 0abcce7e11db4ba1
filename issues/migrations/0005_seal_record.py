from typing import Any

from django.db import migrations

from issues.models.bases.record_chain import chained, digest_of_record


def seal_what_there_is(apps: Any, schema_editor: Any) -> None:
    """Transitions and editions of before, in the order in which they came."""
    records = [(t.at, 1, t) for t in apps.get_model("issues", "Transition").objects.all()]
    records += [(e.published_at, 0, e) for e in apps.get_model("issues", "Edition").objects.all()]
    last: dict[int, tuple[int, str]] = {}
    for _, _, record in sorted(records, key=lambda told: (*told[:2], told[2].pk)):
        position, before = last.get(record.issue_id, (0, ""))
        kind, content = record._meta.model_name, digest_of_record(record)
        seal = chained(before, kind, record.pk, content)
        apps.get_model("issues", "Seal").objects.create(
            issue_id=record.issue_id, position=position + 1, kind=kind, record=record.pk, content=content, seal=seal
        )
        last[record.issue_id] = position + 1, seal


class Migration(migrations.Migration):
    dependencies = [("issues", "0004_review")]
    operations = [migrations.RunPython(seal_what_there_is, migrations.RunPython.noop)]
