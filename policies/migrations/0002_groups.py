from typing import Any

from django.db import migrations

from issues.roles import EDITOR, REVIEWER, editing, grant, viewing

MODELS = ("issuingbody", "policyitem")


def grant_roles(apps: Any, schema_editor: Any) -> None:
    grant(apps, "policies", EDITOR, editing(*MODELS))
    grant(apps, "policies", REVIEWER, viewing(*MODELS))


class Migration(migrations.Migration):
    dependencies = [("policies", "0001_initial"), ("issues", "0002_groups")]
    operations = [migrations.RunPython(grant_roles, migrations.RunPython.noop)]
