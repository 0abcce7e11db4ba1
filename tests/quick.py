"""`pytest --quick`: a subset that takes less than a minute, with no browser, no PDF worker and no PostgreSQL.

A test that comes to print a PDF is skipped there, and generated documents are few. A broken Document, reader of files,
guard or workflow fails here. The proof is the complete suite: `make test`.
"""

from pathlib import Path

import hypothesis
import pytest

from issues.exporting.pdf import worker_process

hypothesis.settings.register_profile("quick", max_examples=3, deadline=None)

TESTS = Path(__file__).parent
PATHS = (
    "issues/comparing",
    "issues/document",
    "issues/editing/test_storing.py",
    "issues/exporting/test_text.py",
    "issues/files",
    "issues/importing/own_word",
    "issues/importing/recognising/test_back_issues.py",
    "issues/importing/test_round_trips.py",
    "issues/importing/test_text.py",
    "issues/importing/word/test_reading.py",
    "issues/models/test_guard.py",
    "issues/permissions/test_matrix.py",
    "issues/reviewing/test_reviewing.py",
    "issues/richtext",
    "issues/test_checks.py",
    "issues/workflow/test_transitions.py",
    "papers/references",
    "test_own_apps.py",
)
SLOW = {"test_matrix.py": "test_every_address_has_its_row"}
"""Of these files only the test of this name is quick."""


def is_quick_file(path: Path) -> bool:
    wanted = [TESTS / quick for quick in PATHS]
    return any(path in (quick, *quick.parents) or quick in path.parents for quick in wanted)


def is_quick(item: pytest.Item) -> bool:
    return item.name == SLOW.get(item.path.name, item.name) and not item.get_closest_marker("browser")


def skip_printing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Skips a test at the moment when it would start the PDF worker."""

    def start(*args: object, **kwargs: object) -> None:
        pytest.skip("prints a PDF")

    monkeypatch.setattr(worker_process.WorkerProcess, "__init__", start)
