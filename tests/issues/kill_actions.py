"""Kills actions with SIGKILL and looks at what is left. `main` wants a process of its own, where Django is set up with a
SQLite file and a VAR_DIR to itself: it forks, and puts the database back before every action.
"""

import os
import random
import shutil
import signal
import sys
import time
import traceback
from collections.abc import Callable
from functools import partial
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.contrib.auth.models import User
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db import connection
from django.db.models import Count, Model

from issues.document.annexes import new_annex, with_annexes
from issues.document.dumping import dumps
from issues.editing import imports
from issues.files import file_store
from issues.models import Edition, ImportedFile, Issue, Letter
from issues.reviewing.comments import raise_comment
from issues.workflow import transitions
from issues.workflow.record_check import find_disagreements
from papers.models import Annex
from tests import cast, factories
from tests.files import PDF

Action = Callable[[], object]
BASE, MEDIA = Path(settings.DATABASES["default"]["NAME"]), Path(settings.MEDIA_ROOT)
KEPT = BASE.with_name("before")
CONTENT = PDF + b"%" + b"0" * 2_000_000
ANNEX = new_annex("汇编.pdf", file_store.sha256_of(CONTENT), len(CONTENT))
FILE = dumps(with_annexes(factories.document(21), {0: [ANNEX]}), read_annex=lambda sha256: CONTENT).encode()


def issue() -> Issue:
    return Issue.objects.get(number=7)


def perform(key: str, by: Callable[[], User]) -> Action:
    return lambda: transitions.perform(issue(), key, by=by())


def bring() -> ImportedFile:
    return imports.start_import("21.json", FILE, by=cast.editor())


ACTIONS: dict[str, tuple[Action, ...]] = {
    "approve": (perform("submit", cast.editor), perform("approve", cast.reviewer)),
    "publish": (
        perform("submit", cast.editor),
        perform("approve", cast.reviewer),
        perform("publish", cast.editor),
    ),
    "comment": (lambda: raise_comment(issue(), by=cast.reviewer(), text="请核对"),),
    "bring": (bring,),
    "confirm": (bring, lambda: imports.confirm_import(ImportedFile.objects.get())),
    "cancel": (bring, lambda: ImportedFile.objects.get().discard()),
}
"""Of each the last is killed."""


def main(seeds: int) -> None:
    """Prints a line for each kill that left something other than the state before the action or the state after it, and
    in the end how many kills hit."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    call_command("migrate", verbosity=0)
    factories.issue_of(factories.document(reviewer=""), cast.editor())
    cast.reviewer()
    start, hits = keep_aside("start"), 0
    for name, (*before, action) in ACTIONS.items():
        bring_back(start)
        for step in before:
            in_child(step)
        if name == "publish":  # printed once, not at each kill
            transitions.editions.prepare = partial(
                lambda draft, issue: draft, transitions.editions.prepare(issue())
            )
        hits += attack(name, action, seeds)
    print("hits", hits)


def attack(name: str, action: Action, seeds: int) -> int:
    """How many of the kills came before the action was through."""
    kept, old, hits = keep_aside(name), state(), 0
    began = time.monotonic()
    statements = carried_out(action)
    took, new = time.monotonic() - began, state()
    for moment in moments(took, statements, seeds):
        bring_back(kept)
        killed = kill(action, moment)
        hits += killed
        present = state()
        if present not in (old, new) or (not killed and present != new):
            print(f"{name} {moment}: neither old nor new: {[part for part in present if part not in new]}")
        for wrong in faults():
            print(f"{name} {moment}: {wrong}")
    return hits


def moments(took: float, statements: list[str], seeds: int) -> list[float | int]:
    """Seconds, and numbers of statements: some by chance, and those around the end of each transaction."""
    chance = random.Random(len(statements))  # noqa: S311 - not for secrets
    ends = [n for n, sql in enumerate(statements, 1) if sql.startswith("COMMIT")][:3]
    around = {n for end in ends for n in (end, end + 1) if n <= len(statements)}
    some = chance.sample(range(1, len(statements) + 1), min(seeds, len(statements)))
    return [*(took * chance.random() for _ in range(seeds)), *sorted(around | set(some))]


def carried_out(action: Action) -> list[str]:
    """The statements that it takes, each by its first word."""
    values = BASE.with_name("statements")

    def note() -> None:
        seen: list[str] = []
        connection.ensure_connection()
        connection.connection.set_trace_callback(seen.append)
        action()
        values.write_text("\n".join((sql.split() or ["-"])[0] for sql in seen))

    in_child(note)
    return values.read_text().splitlines()


def kill(action: Action, moment: float | int) -> bool:
    """After so many seconds, or before the statement with this number. Whether it was killed."""
    pid = forked(action if isinstance(moment, float) else lambda: at_statement(moment, action))
    if isinstance(moment, float):
        time.sleep(moment)
        os.kill(pid, signal.SIGKILL)
    _, status = os.waitpid(pid, 0)
    if not os.WIFSIGNALED(status) and status:
        print("the action failed by itself")
    return os.WIFSIGNALED(status)


def at_statement(wanted: int, action: Action) -> None:
    seen = 0

    def trace(_sql: str) -> None:
        nonlocal seen
        seen += 1
        if seen == wanted:
            os.kill(os.getpid(), signal.SIGKILL)

    connection.ensure_connection()
    connection.connection.set_trace_callback(trace)
    action()


def forked(action: Action) -> int:
    """The child has a connection of its own: one that is forked is no good."""
    connection.close()
    if pid := os.fork():
        return pid
    try:
        action()
        connection.close()
        os._exit(0)
    except BaseException:
        traceback.print_exc(file=sys.stdout)
        sys.stdout.flush()
        os._exit(1)


def in_child(action: Action) -> None:
    _, status = os.waitpid(forked(action), 0)
    assert status == 0


def keep_aside(name: str) -> Path:
    connection.close()
    folder = KEPT / name
    folder.mkdir(parents=True)
    shutil.copy(BASE, folder / "database")
    if MEDIA.exists():
        shutil.copytree(MEDIA, folder / "media")
    return folder


def bring_back(kept: Path) -> None:
    connection.close()
    for path in (BASE.with_name(f"{BASE.name}-wal"), BASE.with_name(f"{BASE.name}-shm")):
        path.unlink(missing_ok=True)
    shutil.copy(kept / "database", BASE)
    shutil.rmtree(MEDIA, ignore_errors=True)
    if (kept / "media").exists():
        shutil.copytree(kept / "media", MEDIA)


def state() -> tuple[object, ...]:
    """What an action leaves, but for its moment and its files."""
    counts = [(model.__name__, filled(model)) for model in apps.get_models()]
    fields = ("number", "status", "revision", "version", "approved_digest", "reviewer", "edition", "stage")
    return (*counts, *Issue.objects.order_by("number").values_list(*fields))


def filled(model: type[Model]) -> dict[str, int]:
    """How many rows there are, and how many with each column; letters are sent afterwards."""
    columns = [] if model is Letter else [field.attname for field in model._meta.concrete_fields]
    values = {f"with_{name}": Count(name) for name in columns}
    return model._base_manager.aggregate(rows=Count("pk"), **values)


def faults() -> list[str]:
    """What the record says is wrong, and rows without their files; a file without a row is none."""
    disagreements = [wrong for one in Issue.objects.all() for wrong in find_disagreements(one)]
    disagreements += [
        f"{e}: no PDF" for e in Edition.objects.all() if not default_storage.exists(str(e.pdf.name))
    ]
    for annex in Annex.objects.all():
        with file_store.open_stored(annex.sha256) as file:
            if file_store.sha256_of(file.read()) != annex.sha256:
                disagreements.append(f"{annex}: half a file")
    for imported in ImportedFile.objects.all():
        if not default_storage.exists(imported.stored_path) or imported.read() != FILE:
            disagreements.append(f"{imported}: no file")
    connection.close()
    return disagreements
