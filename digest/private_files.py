"""Makes the files of the product readable only by its own user, because they hold drafts, names and addresses."""

import os
from contextlib import suppress
from pathlib import Path

FILE, FOLDER = 0o600, 0o700
COMPANIONS = ("", "-wal", "-shm", "-journal")


def private_database(path: Path) -> None:
    """Creates the file before SQLite does, so that only its user can read it. SQLite copies the mode to its companion files."""
    if not path.exists():
        with suppress(FileExistsError, PermissionError):
            os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, FILE))
    for companion in COMPANIONS:
        _close(path.with_name(path.name + companion), FILE)


def private_folder(path: Path) -> None:
    path.mkdir(mode=FOLDER, parents=True, exist_ok=True)
    _close(path, FOLDER)


def _close(path: Path, mode: int) -> None:
    """Also one that was made before, where it is ours to close."""
    with suppress(FileNotFoundError, PermissionError):
        if path.stat().st_mode & 0o077 & ~mode:
            path.chmod(mode)
