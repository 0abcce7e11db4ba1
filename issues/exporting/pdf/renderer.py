"""The parent's side: one warm worker per process, one job at a time, killed when it overstays."""

import logging
import os
import signal
import threading
from collections.abc import Callable, Sequence

from issues.exporting.pdf.limits import Limits, limits_for
from issues.exporting.pdf.messages import (
    BROKEN,
    BUSY,
    OUT_OF_MEMORY,
    TIMED_OUT,
    Attachment,
    Job,
    Rendered,
    RenderingFailed,
    receive,
)
from issues.exporting.pdf.worker_process import WorkerProcess

PATIENCE = 25.0
"""Seconds to wait for the job before ours: a little longer than an issue of ordinary length takes."""

OnPage = Callable[[int], None]

log = logging.getLogger(__name__)


class Renderer:
    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._worker: WorkerProcess | None = None
        os.register_at_fork(after_in_child=self._forget)

    def run(self, job: Job, *, patience: float = PATIENCE, on_page: OnPage = lambda page: None) -> Rendered:
        lock = self._lock
        if not lock.acquire(timeout=patience):
            raise _failure(BUSY, f"another job was still printed after {patience} seconds")
        try:
            return self._run(job, on_page, retry=True)
        finally:
            lock.release()

    def _run(self, job: Job, on_page: OnPage, *, retry: bool) -> Rendered:
        worker = self._ready_worker()
        with worker.killed_after(job.limits.clock) as expired:
            try:
                job.send(worker.stdin)
                header, blobs = receive(worker.stdout)
                while "page" in header:
                    on_page(header["page"])
                    header, blobs = receive(worker.stdout)
            except (OSError, EOFError, ValueError):
                header = {}
        if header.get("ok"):
            return Rendered(blobs[0], header["pages"], tuple(header["missing"]))
        if header:
            worker.kill()  # it failed and sent the reason: nothing to wait for
        status = self.stop()
        if status == 0 and not expired.is_set() and retry:  # it was just going home, idle
            return self._run(job, on_page, retry=False)
        reason = TIMED_OUT if expired.is_set() else header.get("reason") or _cause(status)
        raise _failure(reason, header.get("detail") or f"the worker ended with status {status}")

    def _ready_worker(self) -> WorkerProcess:
        if self._worker and self._worker.is_alive:
            return self._worker
        self.stop()
        self._worker = WorkerProcess()
        try:
            self._worker.wait_until_ready()
        except (OSError, EOFError) as error:
            status = self.stop()
            raise _failure(BROKEN, f"the worker did not start, status {status}") from error
        return self._worker

    def stop(self) -> int | None:
        """End the worker if there is one. The next job starts another."""
        worker, self._worker = self._worker, None
        return worker.discard() if worker else None

    def _forget(self) -> None:
        """After a fork the worker is the parent's: let go of the pipes, so that it still sees its EOF."""
        worker, self._worker = self._worker, None
        self._lock = threading.Lock()  # another thread may have held it when we forked
        if worker:
            worker.abandon()


def _failure(reason: str, detail: str) -> RenderingFailed:
    log.warning("PDF rendering failed (%s): %s", reason, detail)
    return RenderingFailed(reason, detail)


def _cause(status: int | None) -> str:
    """What a worker that left no word died of: its alarm, the kernel, or GLib in want of memory."""
    causes = {signal.SIGALRM: TIMED_OUT, signal.SIGPROF: TIMED_OUT, signal.SIGKILL: OUT_OF_MEMORY}
    causes |= dict.fromkeys((signal.SIGTRAP, signal.SIGABRT), OUT_OF_MEMORY)
    return causes.get(signal.Signals(-status), BROKEN) if status and status < 0 else BROKEN


_press = Renderer()


def render_pdf(
    html: str,
    *,
    attachments: Sequence[Attachment] = (),
    limits: Limits | None = None,
    patience: float = PATIENCE,
    on_page: OnPage = lambda page: None,
) -> Rendered:
    """Print a complete HTML document (without stylesheet links) and raise RenderingFailed if that cannot be.

    `on_page` is called with the number of each page that is begun, from 1; a page may be laid out more than once.
    One job is printed at a time; after `patience` seconds of waiting for its turn this one fails as busy.
    The same input gives the same bytes: dates come from the document's dcterms meta elements alone.
    """
    return _press.run(
        Job(html, tuple(attachments), limits or limits_for(html)), patience=patience, on_page=on_page
    )


def stop() -> None:
    """End this process's worker, if any; the next print starts another."""
    with _press._lock:
        _press.stop()
