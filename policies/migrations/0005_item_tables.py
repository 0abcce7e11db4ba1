from typing import Any

from django.db import migrations

from issues.roles import EDITOR, grant


def grant_roles(apps: Any, schema_editor: Any) -> None:
    grant(apps, "policies", EDITOR, ["import_policyitem"])


class Migration(migrations.Migration):
    dependencies = [("policies", "0004_importing")]
    operations = [
        migrations.AlterModelOptions(
            name="policyitem",
            options={
                "ordering": ("position", "pk"),
                "permissions": (("import_policyitem", "可以从表格导入政策条目"),),
                "verbose_name": "政策条目",
                "verbose_name_plural": "政策条目",
            },
        ),
        migrations.RunPython(grant_roles, migrations.RunPython.noop),
    ]
