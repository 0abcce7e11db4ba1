"""Is HarfBuzz's subsetter there? Without it fonts are cut down by fontTools: right, but many times slower."""

import ctypes
from functools import cache

LIBRARIES = ("libharfbuzz-subset.so.0", "libharfbuzz-subset.0.dylib", "libharfbuzz-subset-0.dll")


@cache
def subsetter_is_fast() -> bool:
    """True where libharfbuzz-subset (Debian: libharfbuzz-subset0) can be loaded."""
    return any(_loads(name) for name in LIBRARIES)


def _loads(name: str) -> bool:
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True
