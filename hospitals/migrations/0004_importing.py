from typing import Any

from django.db import migrations

from issues.roles import EDITOR, grant

MODELS = ("hospital", "hospitalnewslink")


def grant_roles(apps: Any, schema_editor: Any) -> None:
    grant(apps, "hospitals", EDITOR, [f"import_{model}" for model in MODELS])


class Migration(migrations.Migration):
    dependencies = [("hospitals", "0003_tables")]
    operations = [migrations.RunPython(grant_roles, migrations.RunPython.noop)]
