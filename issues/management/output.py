"""Writes the output of a command: to a file, completely or not at all, or to standard output. A new file can be read only
by the user who ran the command; an existing file keeps its permissions."""

import os
import stat
import sys
from contextlib import suppress
from pathlib import Path

from issues.management.base import Failure

STANDARD_OUTPUT = Path("-")


def write(path: Path, content: bytes) -> None:
    """Writes to a path. A symbolic link is followed, a device or a pipe is written to directly, "-" is standard output."""
    if path == STANDARD_OUTPUT:
        sys.stdout.buffer.write(content)
        sys.stdout.flush()
        return
    target = path.resolve()
    try:
        if target.exists() and not target.is_file():
            target.write_bytes(content)
        else:
            _replace(target, content)
    except OSError:
        raise Failure(f"不能写入文件 {path}，请检查文件夹是否存在、磁盘是否已满") from None


def _replace(target: Path, content: bytes) -> None:
    partial = target.with_name(f".{os.getpid()}.part")
    try:
        partial.touch(mode=stat.S_IMODE(target.stat().st_mode) if target.exists() else 0o600)
        partial.write_bytes(content)
        partial.replace(target)
    except OSError:
        with suppress(OSError):
            partial.unlink(missing_ok=True)
        raise
