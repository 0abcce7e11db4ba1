"""A database of an earlier version, brought up to date: nothing that was published, signed or recorded has changed.

`before_rooms/` holds a database made by the last version before the rooms of `issues/` were renamed: two published issues
(one of them corrected, one withdrawn), one returned with comments and verdicts, one whose schedule failed, one imported.
"""

import json
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

OLD = Path(__file__).with_name("before_rooms")
PDF = b"%PDF-1.7 of another time"
PDFS = ("1-1-8d3d0c72ed33.pdf", "1-2-8d3d0c72ed33.pdf", "2-1-8d3d0c72ed33.pdf")
DIGESTS = """
import json
from issues.editing.building import build_document
from issues.models import Edition, Issue, Seal
issues = Issue.objects.order_by("number")
last = {issue.number: Seal.objects.filter(issue=issue).order_by("-position").first() for issue in issues}
print(json.dumps({
    "drafts": {issue.number: build_document(issue).digest for issue in issues},
    "editions": [[e.issue.number, e.revision, e.digest] for e in Edition.objects.order_by("pk")],
    "seals": {number: seal.chain_digest if seal else "" for number, seal in last.items()},
}))
"""
FAILED = """
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from issues.models import Issue
browser = Client(headers={"host": "127.0.0.1"})
browser.force_login(User.objects.get(username="editor"), backend="django.contrib.auth.backends.ModelBackend")
page = browser.get(reverse("admin:issues_issue_change", args=[Issue.objects.get(number=4).pk])).content.decode()
print("PDF 印不出这些字" in page)
"""
pytestmark = pytest.mark.once


@pytest.fixture(scope="module")
def manage(tmp_path_factory):
    """Runs a command of manage.py on the old database, after the migrations."""
    folder = tmp_path_factory.mktemp("old")
    with sqlite3.connect(folder / "db.sqlite3") as database:
        database.executescript((OLD / "database.sql").read_text(encoding="utf-8"))
    editions = folder / "media" / "editions"
    editions.mkdir(parents=True)
    for name in PDFS:
        (editions / name).write_bytes(PDF)
    environment = {
        **os.environ,
        "DATABASE_URL": f"sqlite:///{folder / 'db.sqlite3'}",
        "MEDIA_ROOT": str(folder / "media"),
    }

    def run(*arguments: str) -> str:
        command = [sys.executable, str(Path(settings.BASE_DIR) / "manage.py"), *arguments]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout

    run("migrate", "--verbosity", "0")
    return run


def test_old_record_is_verified(manage):
    lines = manage("verify_record").splitlines()
    assert [line.partition("：")[0] for line in lines] == ["第1期", "第2期", "第3期", "第4期", "第5期"]


def test_old_digests_and_seals_are_the_same(manage):
    expected = json.loads((OLD / "expected.json").read_text(encoding="utf-8"))
    assert json.loads(manage("shell", "--verbosity", "0", "--command", DIGESTS)) == expected


def test_old_failed_schedule_is_still_shown(manage):
    assert manage("shell", "--verbosity", "0", "--command", FAILED).split() == ["True"]
