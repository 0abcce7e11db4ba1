from threading import Event

import pytest
from django.db import DatabaseError

from issues.clock import running
from issues.models import Heartbeat

pytestmark = pytest.mark.django_db


def test_jobs_are_done_in_their_order_and_give_their_lines(monkeypatch):
    monkeypatch.setattr(running, "JOBS", (lambda stopping: iter(["甲"]), lambda stopping: iter(["乙"])))
    assert list(running.run_jobs(lambda: False)) == ["甲", "乙"]
    assert not Heartbeat.is_silent()


def test_no_job_is_begun_while_the_process_is_stopping(monkeypatch):
    monkeypatch.setattr(running, "JOBS", (lambda stopping: iter(["甲"]), lambda stopping: iter(["乙"])))
    assert list(running.run_jobs(lambda: True)) == ["甲"]


class StopsInTheEnd(Event):
    """A loop that should have ended long ago ends all the same."""

    waits = 0

    def wait(self, timeout=None):
        self.waits += 1
        if self.waits > 9:
            self.set()
        return self.is_set()


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
@pytest.mark.parametrize("error", [DatabaseError("没有连接"), ValueError("坏了")])
def test_run_that_fails_does_not_end_the_loop(error, monkeypatch, caplog):
    """In no transaction, as in service: a connection that is in one is closed between two runs."""
    stop, lines = StopsInTheEnd(), []

    def fail(is_stopping):
        raise error

    runs = iter((fail, fail, lambda is_stopping: (stop.set(), iter(["做完了"]))[1]))
    monkeypatch.setattr(running, "JOBS", (lambda is_stopping: next(runs)(is_stopping),))
    running.run_until_stopped(stop, lines.append)
    assert lines == ["做完了"]
    assert len(caplog.records) == 2
