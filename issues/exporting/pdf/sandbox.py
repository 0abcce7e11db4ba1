"""After warm-up the worker needs no network, no other program and no file but fonts and Python's own.

Defence in depth: content is already refused every URL. This stops what a library might still try by itself.
"""

import os
import sys
import sysconfig
from collections.abc import Iterable
from pathlib import Path
from typing import Any

WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
FORBIDDEN = (
    "socket.",
    "subprocess.",
    "os.exec",
    "os.fork",
    "os.posix_spawn",
    "os.spawn",
    "os.system",
    "pty.spawn",
    "os.chown",
    "os.kill",
    "os.link",
    "os.symlink",
    "ctypes.dlopen",
    "shutil.",
    "urllib.Request",
)
CHANGING = {"os.remove": 1, "os.rmdir": 1, "os.mkdir": 1, "os.rename": 2, "os.truncate": 1, "os.chmod": 1}
"""What changes files, and how many of the first arguments are paths. Behind them most have a `dir_fd`, -1 for none."""
NO_FOLDER = -1


class Sandbox:
    """Audit hooks cannot be taken away, so the fence has a gate: `is_up`."""

    def __init__(self, *, writable: Path, readable: Iterable[Path] = ()) -> None:
        self.writable = os.path.realpath(writable)
        self.readable = (self.writable, *_python_paths(), *map(os.path.realpath, readable))
        self.is_up = False
        sys.addaudithook(self._check)

    def _check(self, event: str, arguments: tuple[Any, ...]) -> None:
        if not self.is_up:
            return
        if event.startswith(FORBIDDEN):
            raise PermissionError(f"the printing room may not: {event}")
        if event == "open":
            self._check_opening(*arguments)
        elif event in CHANGING:
            self._check_changing(event, arguments)

    def _check_opening(self, path: Any, mode: str | None, flags: int) -> None:
        _check_inside(path, (self.writable,) if flags & WRITING else self.readable)

    def _check_changing(self, event: str, arguments: tuple[Any, ...]) -> None:
        """In its own folder the worker may do as it likes: `tempfile` tries a folder by writing and removing a file."""
        paths, rest = arguments[: CHANGING[event]], arguments[CHANGING[event] :]
        if event != "os.truncate" and rest[-1] != NO_FOLDER:
            raise PermissionError(f"the printing room may not: {event} in an open folder")
        for path in paths:
            _check_inside(path, (self.writable,))


def _check_inside(path: Any, allowed: Iterable[str]) -> None:
    """A number is a file that was opened before, and so checked."""
    if isinstance(path, int):
        return
    place = os.path.realpath(os.fsdecode(path))
    if not any(place == root or place.startswith(root + os.sep) for root in allowed):
        raise PermissionError(f"the printing room may not touch {place}")


def _python_paths() -> tuple[str, ...]:
    names = ("stdlib", "platstdlib", "purelib", "platlib")
    paths = {sysconfig.get_path(name) for name in names} | {str(Path(__file__).parent)}
    return tuple(os.path.realpath(path) for path in paths)
