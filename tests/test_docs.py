"""The documents name files that exist, and names that their modules define."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
DOCUMENTS = [
    ROOT / "README.md",
    *sorted(path for path in (ROOT / "docs").rglob("*.md") if path.name != "用户手册.md"),
]
NAMED = re.compile(r"`([\w/]+/[\w/.]*\w\.(?:py|html|js|css|md|sh|toml))`")
FILE_NAME = re.compile(r"`[\w/]+\.(?:py|html|js|css|md|sh|toml|jsonc|lock|xml|sqlite3)`")
DOTTED = re.compile(r"`([a-z_]\w*(?:[./][a-z_]\w*)*)\.([A-Za-z_]\w*)(?:\(\))?`")
"""`comparing/documents.compare`, `issues.roles.grant`, `refusals.Refusal`."""
APPS = ("digest", "issues", "papers", "policies", "hospitals")
UNDER = ("", "issues", "papers", "tests", "tests/issues", "templates", "static", "templates/admin")


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_files_named_in_documents_exist(document: Path) -> None:
    named = NAMED.findall(document.read_text(encoding="utf-8"))
    missing = [name for name in named if not any((ROOT / folder / name).is_file() for folder in UNDER)]
    assert not missing


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_names_of_modules_in_documents_exist(document: Path) -> None:
    named = DOTTED.findall(FILE_NAME.sub("", document.read_text(encoding="utf-8")))
    assert [f"{module}.{name}" for module, name in named if not is_known(module, name)] == []


@pytest.mark.parametrize(
    "reference", ["comparing/safe.MarkedHtml", "comparing/documents.collate", "issues.roles.give"]
)
def test_name_that_no_module_defines_is_found(reference: str) -> None:
    ((module, name),) = DOTTED.findall(f"`{reference}`")
    assert not is_known(module, name)


def is_known(module: str, name: str) -> bool:
    """True also for words with a dot that are no path of ours, such as `issue.edition`."""
    path = module.replace(".", "/")
    places = [ROOT / folder / file for folder in UNDER for file in (f"{path}.py", f"{path}/__init__.py")]
    files = [place for place in places if place.is_file()]
    if not files:
        return "/" not in module and module.split(".")[0] not in APPS
    return any(name in names_of(file) for file in files)


def names_of(file: Path) -> set[str]:
    """What the module defines or imports, and the modules of the package."""
    modules = {path.stem for path in file.parent.iterdir()} if file.stem == "__init__" else set()
    return modules | set(defined_in(ast.parse(file.read_text(encoding="utf-8"))))


def defined_in(tree: ast.Module) -> Iterator[str]:
    for node in tree.body:
        match node:
            case ast.FunctionDef() | ast.ClassDef():
                yield node.name
            case ast.Import() | ast.ImportFrom():
                yield from (alias.asname or alias.name for alias in node.names)
            case ast.Assign(targets=[ast.Name(id=name)]) | ast.AnnAssign(target=ast.Name(id=name)):
                yield name
