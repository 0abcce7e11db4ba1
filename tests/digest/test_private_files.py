"""What a run wrote is readable by its own user alone."""

import os
import stat
from pathlib import Path

from issues.management.commands.demo import SAMPLE
from tests.digest.test_settings import manage


def open_to_others(folder: Path) -> list[str]:
    return sorted(
        str(path.relative_to(folder))
        for path in folder.rglob("*")
        if "static" not in path.relative_to(folder).parts and stat.S_IMODE(path.stat().st_mode) & 0o077
    )


def test_nothing_that_a_run_wrote_is_open_to_others(tmp_path):
    var = tmp_path / "var"
    shared = tmp_path / "shared.json"
    shared.touch()
    shared.chmod(0o640)
    environment = {"VAR_DIR": str(var), "MEDIA_ROOT": str(var / "media")}
    old = os.umask(0o022)
    try:
        for arguments in (
            ["migrate", "--verbosity", "0"],
            ["import_issue", str(SAMPLE)],
            ["export_issue", "12", "--format", "json", "-o", str(var / "a.json")],
            ["export_issue", "12", "--format", "json", "-o", str(shared)],
            ["shell", "-c", KEPT],
        ):
            done = manage(*arguments, **environment)
            assert done.returncode == 0, done.stderr
    finally:
        os.umask(old)
    assert {"digest.sqlite3", "media", "previews", "a.json"} <= {path.name for path in var.iterdir()}
    assert list((var / "media").rglob("*"))
    assert open_to_others(var) == []
    assert stat.S_IMODE(shared.stat().st_mode) == 0o640  # one that was there keeps who may read it


KEPT = """
from issues.files import file_store
from issues.spreadsheets.preview_storage import PreviewStorage
from django.db import connection
file_store.store(b"a")
PreviewStorage().save(b"b")
connection.cursor().execute("CREATE TABLE t (a)")
import os, stat
from django.conf import settings
for name in os.listdir(settings.VAR_DIR):
    if "sqlite3" in name:
        assert not stat.S_IMODE(os.stat(os.path.join(settings.VAR_DIR, name)).st_mode) & 0o077, name
"""


def test_what_was_open_before_is_closed(tmp_path):
    (tmp_path / "media").mkdir(mode=0o755)
    (tmp_path / "digest.sqlite3").touch(mode=0o644)
    (tmp_path / "digest.sqlite3-wal").touch(mode=0o644)
    assert manage("check", VAR_DIR=str(tmp_path)).returncode == 0
    assert open_to_others(tmp_path) == []
