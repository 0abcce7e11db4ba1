"""Changing rows behind the product's back."""

from typing import Any

from django.db import connection, models


def behind(model: type[models.Model], **values: Any) -> None:
    """All rows, in plain SQL, which asks nobody."""
    told = ", ".join(f"{name} = %s" for name in values)
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE {model._meta.db_table} SET {told}", list(values.values()))  # noqa: S608
