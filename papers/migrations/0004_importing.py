from typing import Any

from django.db import migrations

from issues.roles import EDITOR, grant

MODELS = ("journal", "journalabstract")


def grant_roles(apps: Any, schema_editor: Any) -> None:
    grant(apps, "papers", EDITOR, [f"import_{model}" for model in MODELS])


class Migration(migrations.Migration):
    dependencies = [("papers", "0003_submission_info")]
    operations = [migrations.RunPython(grant_roles, migrations.RunPython.noop)]
