"""Limits on one job: seconds of CPU, seconds on the clock, and memory, all of which grow with the length of the document.

The worker sets them upon itself, so that they hold even when its parent has died. The work itself is measured in CPU time:
on a busy machine an honest issue takes long, and is printed all the same.
"""

import resource
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass

MEGABYTE = 1 << 20
KILOBYTE = 1000
GRACE = 2.0  # seconds: the parent's own clock comes first, ours is for orphans
RESERVE = 8 << 20  # bytes, given back when the limit is hit: reporting that needs memory too


@dataclass(frozen=True)
class Limits:
    """`cpu` and `clock` in seconds, `memory` in bytes."""

    cpu: float
    clock: float
    memory: int

    def as_json(self) -> dict[str, float]:
        return asdict(self)


LEAST = Limits(cpu=15.0, clock=90.0, memory=512 * MEGABYTE)
MOST = Limits(cpu=300.0, clock=900.0, memory=2048 * MEGABYTE)
CPU_PER_KILOBYTE, CLOCK_PER_KILOBYTE, MEMORY_PER_KILOBYTE = 0.25, 1.0, 2 * MEGABYTE
"""About four times what a kilobyte of an issue's HTML takes; `bench/long_issues.py` measures it."""


def limits_for(html: str) -> Limits:
    """What a document of this length may take, at most `MOST`."""
    length = len(html) / KILOBYTE
    return Limits(
        cpu=min(LEAST.cpu + CPU_PER_KILOBYTE * length, MOST.cpu),
        clock=min(LEAST.clock + CLOCK_PER_KILOBYTE * length, MOST.clock),
        memory=min(LEAST.memory + int(MEMORY_PER_KILOBYTE * length), MOST.memory),
    )


@contextmanager
def limited(limits: Limits) -> Iterator[None]:
    """Kill this process by SIGPROF after its CPU time and by SIGALRM after its time on the clock; make allocations beyond
    the memory fail.

    RLIMIT_DATA, not RLIMIT_AS: the heap counts towards it; mapped font files, 250 MB of address space that
    nobody pays for, do not.
    """
    reserve = bytearray(RESERVE)
    _, hard = resource.getrlimit(resource.RLIMIT_DATA)
    _start(signal.ITIMER_PROF, signal.SIGPROF, limits.cpu)
    _start(signal.ITIMER_REAL, signal.SIGALRM, limits.clock + GRACE)
    ceiling = limits.memory if hard == resource.RLIM_INFINITY else min(limits.memory, hard)
    resource.setrlimit(resource.RLIMIT_DATA, (ceiling, hard))
    try:
        yield
    finally:
        del reserve
        resource.setrlimit(resource.RLIMIT_DATA, (hard, hard))
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.setitimer(signal.ITIMER_REAL, 0)


def _start(timer: int, number: signal.Signals, seconds: float) -> None:
    signal.signal(number, signal.SIG_DFL)
    signal.setitimer(timer, seconds)
