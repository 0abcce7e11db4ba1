"""Rounds of the background jobs: one, or one after the other until the process is stopped."""

import logging
from collections.abc import Callable, Iterator
from threading import Event

from django.db import DatabaseError, close_old_connections

from issues.clock.jobs import JOBS, IsStopping
from issues.models import Heartbeat

log = logging.getLogger(__name__)
PAUSE = 30
"""Seconds between two rounds."""


def run_round(is_stopping: IsStopping) -> Iterator[str]:
    """Does each job, and gives a line for each thing done."""
    Heartbeat.beat()
    for job in JOBS:
        yield from job(is_stopping)
        if is_stopping():
            return


def run_rounds(stop: Event, write: Callable[[str], None]) -> None:
    while not stop.is_set():
        _try_round(stop, write)
        stop.wait(PAUSE)


def _try_round(stop: Event, write: Callable[[str], None]) -> None:
    """Whatever goes wrong, the next round tries again."""
    # The database may have closed the connection during the pause. Nothing else closes it: there is no request here.
    close_old_connections()
    try:
        for line in run_round(stop.is_set):
            write(line)
    except DatabaseError as error:
        log.warning("连不上数据库，稍后再试：%s", error)
    except Exception:
        log.exception("这一遍没有做完，稍后再试")
    close_old_connections()
