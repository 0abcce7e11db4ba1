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


@pytest.mark.parametrize("error", [DatabaseError("没有连接"), ValueError("坏了")])
def test_round_that_fails_does_not_end_the_loop(error, monkeypatch, caplog):
    stop, lines = Event(), []

    def fail(is_stopping):
        raise error

    monkeypatch.setattr(running, "PAUSE", 0)
    failures = iter((fail, fail, lambda is_stopping: (stop.set(), iter(["做完了"]))[1]))
    monkeypatch.setattr(running, "JOBS", (lambda is_stopping: next(failures)(is_stopping),))
    running.run_until_stopped(stop, lines.append)
    assert lines == ["做完了"]
    assert len(caplog.records) == 2
