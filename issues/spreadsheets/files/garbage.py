"""Python looks for garbage again and again while objects become more, and tens of thousands of rows are all of use: a third
of an import's time went there."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def left_alone() -> Iterator[None]:
    """As a `with` or as a decorator. Who finds the search at rest already leaves it so."""
    is_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if is_on:
            gc.enable()
