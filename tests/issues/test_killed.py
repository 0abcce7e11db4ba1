"""What is killed at any moment leaves the state before it or the state after it, with all its files."""

import os
import subprocess
import sys

import pytest
from django.conf import settings

pytestmark = pytest.mark.skipif(
    "sqlite" not in settings.DATABASES["default"]["ENGINE"],
    reason="it makes a SQLite file of its own, whatever the other tests use: once is enough",
)

PROGRAM = "import django; django.setup(); from tests.issues.kill_actions import main; main(seeds=2)"


def test_act_that_is_killed_at_any_moment_leaves_the_old_state_or_the_new(tmp_path):
    own = {
        "DJANGO_SETTINGS_MODULE": "digest.settings",
        "DATABASE_URL": f"sqlite:///{tmp_path / 'database'}",
        "VAR_DIR": str(tmp_path),
        "MEDIA_ROOT": str(tmp_path / "media"),
    }
    run = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        env=os.environ | own,
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert run.returncode == 0, run.stderr
    *faults, hits = run.stdout.splitlines()
    assert faults == []
    assert int(hits.removeprefix("hits ")) > 20
