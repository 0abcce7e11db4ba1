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
)
CHANGING = (
    "os.remove",
    "os.rename",
    "os.link",
    "os.symlink",
    "os.truncate",
    "os.chmod",
    "os.chown",
    "os.kill",
)
FORBIDDEN_EVENTS = (*FORBIDDEN, *CHANGING, "ctypes.dlopen", "urllib.Request", "shutil.")


class Fence:
    """Audit hooks cannot be taken away, so the fence has a gate: `is_up`."""

    def __init__(self, *, writable: Path, readable: Iterable[Path] = ()) -> None:
        self.writable = os.path.realpath(writable)
        self.readable = (self.writable, *_python_paths(), *map(os.path.realpath, readable))
        self.is_up = False
        sys.addaudithook(self._check)

    def _check(self, event: str, arguments: tuple[Any, ...]) -> None:
        if not self.is_up:
            return
        if event.startswith(FORBIDDEN_EVENTS):
            raise PermissionError(f"the printing room may not: {event}")
        if event == "open":
            self._check_opening(*arguments)

    def _check_opening(self, path: Any, mode: str | None, flags: int) -> None:
        if isinstance(path, int):
            return
        place = os.path.realpath(os.fsdecode(path))
        allowed = (self.writable,) if flags & WRITING else self.readable
        if not any(place == root or place.startswith(root + os.sep) for root in allowed):
            raise PermissionError(f"the printing room may not open {place}")


def _python_paths() -> tuple[str, ...]:
    names = ("stdlib", "platstdlib", "purelib", "platlib")
    paths = {sysconfig.get_path(name) for name in names} | {str(Path(__file__).parent)}
    return tuple(os.path.realpath(path) for path in paths)
