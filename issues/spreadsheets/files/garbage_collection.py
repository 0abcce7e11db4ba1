"""Pauses Python's garbage collection while many rows are read. Nothing can be freed then, and looking for it took a third of
the time of an import."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def paused() -> Iterator[None]:
    """A context manager or decorator. Collection that was off before stays off afterwards."""
    is_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if is_on:
            gc.enable()
