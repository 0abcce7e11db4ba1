"""The parent's side: one warm worker per process, one job at a time, killed when it overstays."""

import logging
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO, cast

from issues.exporting.pdf.messages import (
    BROKEN,
    OUT_OF_MEMORY,
    TIMED_OUT,
    Attachment,
    Job,
    Rendered,
    RenderingFailed,
    receive,
)

MEGABYTE = 1 << 20
STARTING = 60.0  # seconds for a cold worker to import everything on a busy machine
ROOT = Path(__file__).resolve().parents[3]
PASSED_ON = ("LD_LIBRARY_PATH", "DYLD_FALLBACK_LIBRARY_PATH", "PRINT_FONTS")  # where libraries and fonts are

log = logging.getLogger(__name__)


class Worker:
    """A running child, ready for jobs: its pipes, its scratch directory and how to be rid of it."""

    def __init__(self) -> None:
        self.workshop = tempfile.mkdtemp(prefix="press-")
        self.process = subprocess.Popen(
            [sys.executable, "-m", "issues.exporting.pdf.worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=self.workshop,
            env=_environment(self.workshop),
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
        """Kill, reap and clean up; the exit status tells what it died of."""
        self.kill()
        status = self.process.wait()
        self.close()
        shutil.rmtree(self.workshop, ignore_errors=True)
        return status

    def close(self) -> None:
        for pipe in (self.stdin, self.stdout):
            with suppress(OSError):
                pipe.close()

    @property
    def is_alive(self) -> bool:
        return self.process.poll() is None


class Press:
    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._worker: Worker | None = None
        os.register_at_fork(after_in_child=self._forget)

    def run(self, job: Job) -> Rendered:
        with self._lock:
            return self._run(job, retry=True)

    def _run(self, job: Job, *, retry: bool) -> Rendered:
        worker = self._ready_worker()
        with worker.killed_after(job.timeout) as expired:
            try:
                job.send(worker.stdin)
                header, blobs = receive(worker.stdout)
            except (OSError, EOFError):
                header = {}
        if header.get("ok"):
            return Rendered(blobs[0], header["pages"], tuple(header["missing"]))
        status = self.stop()
        if status == 0 and not header and not expired.is_set() and retry:  # it was just going home, idle
            return self._run(job, retry=False)
        reason = TIMED_OUT if expired.is_set() else header.get("reason") or _cause(status)
        failure = RenderingFailed(reason, header.get("detail") or f"worker ended with status {status}")
        log.warning("PDF rendering failed (%s): %s", failure.reason, failure.detail)
        raise failure

    def _ready_worker(self) -> Worker:
        if self._worker and self._worker.is_alive:
            return self._worker
        self.stop()
        self._worker = Worker()
        try:
            self._worker.wait_until_ready()
        except (OSError, EOFError) as error:
            status = self.stop()
            raise RenderingFailed(BROKEN, f"the worker did not start, status {status}") from error
        return self._worker

    def stop(self) -> int | None:
        """End the worker if there is one. The next job starts another."""
        worker, self._worker = self._worker, None
        return worker.discard() if worker else None

    def _forget(self) -> None:
        """After a fork the worker belongs to the parent: let go of the pipes, so that it still sees its EOF."""
        worker, self._worker = self._worker, None
        self._lock = threading.Lock()  # another thread may have held it when we forked
        if worker:
            worker.process.returncode = 0  # not our child: nothing to reap
            for pipe in (worker.stdin, worker.stdout):
                os.close(pipe.fileno())


def _environment(workshop: str) -> dict[str, str]:
    """Nothing of the server's own environment: no secrets, no proxies. A fixed hash seed keeps output stable."""
    kept = {name: os.environ[name] for name in PASSED_ON if name in os.environ}
    paths = {"PYTHONPATH": str(ROOT), "HOME": workshop, "TMPDIR": workshop, "XDG_CACHE_HOME": workshop}
    return {**kept, **paths, "PYTHONSAFEPATH": "1", "PYTHONHASHSEED": "0", "LC_ALL": "C.UTF-8"}


def _cause(status: int | None) -> str:
    """What a worker that left no word died of: its own alarm, or the kernel's want of memory."""
    if status == -signal.SIGALRM:
        return TIMED_OUT
    return OUT_OF_MEMORY if status == -signal.SIGKILL else BROKEN


_press = Press()


def render_pdf(
    html: str,
    *,
    attachments: Sequence[Attachment] = (),
    timeout: float = 20.0,
    memory: int = 512 * MEGABYTE,
) -> Rendered:
    """Print a complete HTML document (without stylesheet links) and raise RenderingFailed if that cannot be.

    The same input gives the same bytes: dates come from the document's dcterms meta elements alone.
    """
    return _press.run(Job(html, tuple(attachments), timeout, memory))
