"""Runs the background jobs once, or again and again until the process is stopped."""

import logging
from collections.abc import Callable, Iterator
from threading import Event

from django.db import DatabaseError, close_old_connections

from issues.clock.jobs import JOBS, IsStopping
from issues.models import Heartbeat

log = logging.getLogger(__name__)
PAUSE = 30
"""Seconds between two runs."""


def run_jobs(is_stopping: IsStopping) -> Iterator[str]:
    """Does each job, and gives a line for each thing done."""
    Heartbeat.beat()
    for job in JOBS:
        yield from job(is_stopping)
        if is_stopping():
            return


def run_until_stopped(stop: Event, write: Callable[[str], None]) -> None:
    while not stop.is_set():
        _try_jobs(stop, write)
        stop.wait(PAUSE)


def _try_jobs(stop: Event, write: Callable[[str], None]) -> None:
    """Whatever goes wrong, the next run tries again."""
    # The database may have closed the connection during the pause. Nothing else closes it: there is no request here.
    close_old_connections()
    try:
        for line in run_jobs(stop.is_set):
            write(line)
    except DatabaseError as error:
        log.warning("连不上数据库，稍后再试：%s", error)
    except Exception:
        log.exception("这一遍没有做完，稍后再试")
    close_old_connections()
