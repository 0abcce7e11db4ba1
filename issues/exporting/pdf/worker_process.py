"""A running worker as its parent sees it: its pipes, its scratch directory and how to be rid of it."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO, cast

from issues.exporting.pdf.fonts.places import usual_places
from issues.exporting.pdf.messages import receive

STARTING = 60.0  # seconds for a cold worker to import everything on a busy machine
LEAVING = 2.0  # and to go by itself
ROOT = Path(__file__).resolve().parents[3]
PASSED_ON = ("LD_LIBRARY_PATH", "DYLD_FALLBACK_LIBRARY_PATH", "PRINT_FONT_ROLES")
"""Where libraries are, and which fonts are chosen."""


class WorkerProcess:
    def __init__(self) -> None:
        self.workshop = tempfile.mkdtemp(prefix="press-")
        self.process = subprocess.Popen(
            [sys.executable, "-m", "issues.exporting.pdf.worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=self.workshop,
            env=environment(self.workshop),
            start_new_session=True,
        )
        self.stdin = cast(BinaryIO, self.process.stdin)
        self.stdout = cast(BinaryIO, self.process.stdout)

    def wait_until_ready(self) -> None:
        with self.killed_after(STARTING):
            receive(self.stdout)

    @contextmanager
    def killed_after(self, seconds: float) -> Iterator[threading.Event]:
        """Kill the whole process group after so long; the event tells whether it came to that."""
        expired = threading.Event()

        def expire() -> None:
            expired.set()
            self.kill()

        timer = threading.Timer(seconds, expire)
        timer.daemon = True
        timer.start()
        try:
            yield expired
        finally:
            timer.cancel()
            timer.join()  # the pid must not be waited for, and so recycled, while the timer may still fire

    def kill(self) -> None:
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(self.process.pid, signal.SIGKILL)

    def discard(self) -> int:
        """Reap and clean up, by force if need be; the exit status tells what it died of."""
        self.close()  # for a healthy worker the end of its work
        try:
            status = self.process.wait(LEAVING)
        except subprocess.TimeoutExpired:
            self.kill()
            status = self.process.wait()
        shutil.rmtree(self.workshop, ignore_errors=True)
        return status

    def close(self) -> None:
        for pipe in (self.stdin, self.stdout):
            with suppress(OSError):
                pipe.close()

    def abandon(self) -> None:
        """In a forked process: not ours to reap or to clean up. Closing would flush a half-written order."""
        self.process.returncode = 0
        nowhere = os.open(os.devnull, os.O_RDWR)
        for pipe in (self.stdin, self.stdout):
            os.dup2(nowhere, pipe.fileno())
        os.close(nowhere)

    @property
    def is_alive(self) -> bool:
        return self.process.poll() is None


def environment(workshop: str) -> dict[str, str]:
    """The worker's environment has none of the server's secrets or proxies. A fixed hash seed makes output repeatable."""
    passed_on = {name: os.environ[name] for name in PASSED_ON if name in os.environ}
    fonts = {"PRINT_FONTS": os.pathsep.join(map(str, usual_places()))}  # ~ is another folder in the worker
    paths = {"PYTHONPATH": str(ROOT), "HOME": workshop, "TMPDIR": workshop, "XDG_CACHE_HOME": workshop}
    return {**passed_on, **fonts, **paths, "PYTHONSAFEPATH": "1", "PYTHONHASHSEED": "0", "LC_ALL": "C.UTF-8"}
