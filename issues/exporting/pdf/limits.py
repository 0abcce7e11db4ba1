"""Limits that the worker sets upon itself, so that they hold even when its parent has died."""

import resource
import signal
from collections.abc import Iterator
from contextlib import contextmanager

GRACE = 2.0  # seconds: the parent's own clock comes first, ours is for orphans
RESERVE = 8 << 20  # bytes, given back when the limit is hit: reporting that needs memory too


@contextmanager
def limited(*, timeout: float, memory: int) -> Iterator[None]:
    """Kill this process by SIGALRM after the time, make allocations beyond the memory fail.

    RLIMIT_DATA, not RLIMIT_AS: the heap counts towards it; mapped font files, 250 MB of address space that
    nobody pays for, do not.
    """
    reserve = bytearray(RESERVE)
    _, hard = resource.getrlimit(resource.RLIMIT_DATA)
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_REAL, timeout + GRACE)
    ceiling = memory if hard == resource.RLIM_INFINITY else min(memory, hard)
    resource.setrlimit(resource.RLIMIT_DATA, (ceiling, hard))
    try:
        yield
    finally:
        del reserve
        resource.setrlimit(resource.RLIMIT_DATA, (hard, hard))
        signal.setitimer(signal.ITIMER_REAL, 0)
