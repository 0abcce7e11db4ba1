from typing import Any

from django.db import migrations

from issues.roles import EDITOR, REVIEWER, editing, grant, viewing

MODELS = ("issuingbody", "policydocument")


def grant_roles(apps: Any, schema_editor: Any) -> None:
    grant(apps, "policies", EDITOR, [f"import_{model}" for model in MODELS])
    grant(apps, "policies", EDITOR, editing("policydocument"))
    grant(apps, "policies", REVIEWER, viewing("policydocument"))


class Migration(migrations.Migration):
    dependencies = [("policies", "0003_tables")]
    operations = [migrations.RunPython(grant_roles, migrations.RunPython.noop)]
