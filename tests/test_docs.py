"""The documents name files that exist."""

import re
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
DOCUMENTS = [
    ROOT / "README.md",
    *sorted(path for path in (ROOT / "docs").rglob("*.md") if path.name != "用户手册.md"),
]
NAMED = re.compile(r"`([\w/]+/[\w/.]*\w\.(?:py|html|js|css|md|sh|toml))`")
UNDER = ("", "issues", "papers", "tests", "tests/issues", "templates", "static", "templates/admin")


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_files_named_in_documents_exist(document: Path) -> None:
    named = NAMED.findall(document.read_text(encoding="utf-8"))
    missing = [name for name in named if not any((ROOT / folder / name).is_file() for folder in UNDER)]
    assert not missing
