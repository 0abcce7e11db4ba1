from typing import Any

from django.db import migrations

from issues.roles import EDITOR, READER, REVIEWER, editing, grant, viewing

SHARED = ["publish_issue", "withdraw_issue", "read_edition", *viewing("edition", "transition")]


def grant_roles(apps: Any, schema_editor: Any) -> None:
    own = ["submit_issue", "correct_issue", *editing("issue", "section")]
    grant(apps, "issues", EDITOR, [*own, *SHARED])
    grant(apps, "issues", REVIEWER, ["review_issue", *viewing("issue", "section"), *SHARED])
    grant(apps, "issues", READER, ["read_edition"])


class Migration(migrations.Migration):
    dependencies = [
        ("issues", "0001_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]
    operations = [migrations.RunPython(grant_roles, migrations.RunPython.noop)]
