"""编辑, 审核, 读者: the groups that come with the migrations. An administrator may change them afterwards."""

from collections.abc import Iterable
from typing import Any

from django.apps import apps as installed
from django.contrib.auth.management import create_permissions

EDITOR, REVIEWER, READER = "编辑", "审核", "读者"


def grant(apps: Any, app_label: str, role: str, codenames: Iterable[str]) -> None:
    """For migrations: give the role these permissions of an app, whose rows need not exist yet."""
    create_permissions(installed.get_app_config(app_label), verbosity=0, apps=apps)
    permissions = apps.get_model("auth", "Permission").objects.filter(content_type__app_label=app_label)
    group, _ = apps.get_model("auth", "Group").objects.get_or_create(name=role)
    for codename in codenames:
        group.permissions.add(permissions.get(codename=codename))


def editing(*models: str) -> list[str]:
    return [f"{act}_{model}" for model in models for act in ("add", "change", "delete", "view")]


def viewing(*models: str) -> list[str]:
    return [f"view_{model}" for model in models]


def importing(model: str, label: str) -> tuple[tuple[str, str], ...]:
    """For a model's Meta: what whoever reads tables into it must be allowed."""
    return ((f"import_{model}", f"可以从表格导入{label}"),)
