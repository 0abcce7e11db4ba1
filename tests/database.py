"""Which tests use the database: only they run on the second engine."""

from collections.abc import Sequence

import pytest

FIXTURES = {
    "db",
    "transactional_db",
    "live_server",
    "django_db_reset_sequences",
    "django_db_serialized_rollback",
}


def uses_database(item: pytest.Item) -> bool:
    if item.get_closest_marker("once"):
        return False
    names: Sequence[str] = getattr(item, "fixturenames", ())
    return item.get_closest_marker("django_db") is not None or not FIXTURES.isdisjoint(names)
