"""Rate limits, counted in this process."""

from django.core.cache import cache

HOUR = 60 * 60


def is_too_often(what: str, *, most: int, within: int = HOUR) -> bool:
    """Counts this time too; the count begins again `within` seconds after its first."""
    key = f"often:{what}"
    cache.add(key, 0, within)
    try:
        return cache.incr(key) > most
    except ValueError:  # it expired between the two calls
        return False
