"""编辑, 审核, 读者: the groups and their permissions, which migrations alone change: no page of the admin does.

The tables of entries have the same permissions in every app (`entry_permissions`); tests/test_own_apps.py compares.
"""

from collections.abc import Iterable
from typing import Any

from django.apps import apps as installed
from django.contrib.auth.management import create_permissions

EDITOR, REVIEWER, READER = "编辑", "审核", "读者"


def grant(apps: Any, app_label: str, role: str, codenames: Iterable[str]) -> None:
    """For migrations: gives the group these permissions of an app. Their rows are created first where they are missing."""
    create_permissions(installed.get_app_config(app_label), verbosity=0, apps=apps)
    permissions = apps.get_model("auth", "Permission").objects.filter(content_type__app_label=app_label)
    group, _ = apps.get_model("auth", "Group").objects.get_or_create(name=role)
    for codename in codenames:
        group.permissions.add(permissions.get(codename=codename))


def grant_entry_table(apps: Any, app_label: str, model: str, *, takes_tables: bool = False) -> None:
    """For the migration that creates a table of entries."""
    for role, codenames in entry_permissions(model, takes_tables=takes_tables).items():
        grant(apps, app_label, role, codenames)


def entry_permissions(model: str, *, takes_tables: bool) -> dict[str, list[str]]:
    """By group: its permissions on a table of entries. Readers read published editions, which need none."""
    imports = [f"import_{model}"] if takes_tables else []
    return {EDITOR: [*editing(model), *imports], REVIEWER: viewing(model)}


def editing(*models: str) -> list[str]:
    return [f"{action}_{model}" for model in models for action in ("add", "change", "delete", "view")]


def viewing(*models: str) -> list[str]:
    return [f"view_{model}" for model in models]


def importing(model: str, label: str) -> tuple[tuple[str, str], ...]:
    """For a model's Meta: the permission to import rows of spreadsheets into it."""
    return ((f"import_{model}", f"可以从表格导入{label}"),)
