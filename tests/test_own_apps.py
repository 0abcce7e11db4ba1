"""A new app is one line in INSTALLED_APPS: what else must name it, or give its tables to the groups, is named here."""

import re
import tomllib
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth.models import Group

from issues.document.kinds import entry_kinds
from issues.models import entry_model
from issues.roles import EDITOR, REVIEWER, entry_permissions
from tests import factories

ROOT = Path(settings.BASE_DIR)
OWN_APPS = {name for name in settings.INSTALLED_APPS if (ROOT / name).is_dir()}
TOOL = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]
LAYERS = TOOL["importlinter"]["contracts"][0]["layers"]
LISTS = {
    "[tool.mypy] files": TOOL["mypy"]["files"],
    "[tool.coverage.run] source": TOOL["coverage"]["run"]["source"],
    "[tool.importlinter] root_packages": TOOL["importlinter"]["root_packages"],
    "layers of the first [[tool.importlinter.contracts]]": re.split(r" \| ", " | ".join(LAYERS)),
}


@pytest.mark.parametrize("name", LISTS)
def test_pyproject_lists_every_app(name):
    missing = OWN_APPS - set(LISTS[name])
    assert not missing, f"pyproject.toml, {name}: {', '.join(sorted(missing))} is missing"


@pytest.mark.django_db
@pytest.mark.parametrize("role", [EDITOR, REVIEWER])
def test_groups_hold_the_permissions_of_every_entry_table(role):
    held = set(Group.objects.get(name=role).permissions.values_list("content_type__app_label", "codename"))
    for kind in entry_kinds():
        meta = entry_model(kind)._meta
        wanted = entry_permissions(str(meta.model_name), takes_tables=kind.takes_tables)[role]
        missing = [codename for codename in wanted if (meta.app_label, codename) not in held]
        assert not missing, (
            f"the group {role} lacks {', '.join(missing)} of {meta.label}: "
            "call issues.roles.grant_entry_table in a migration of the app"
        )


def test_factories_have_an_entry_of_every_kind():
    for kind in entry_kinds():
        assert isinstance(factories.entry(kind.key), kind.document_type)
