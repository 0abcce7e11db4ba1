"""Dates and times that people type or choose."""

from datetime import UTC, datetime

from django.utils import timezone
from django.utils.dateparse import parse_datetime


def parse_local_datetime(text: str) -> datetime | None:
    """A date and time in Beijing, as `datetime-local` posts it; None where it is none, or a date alone."""
    try:
        found = parse_datetime(text) if ":" in text else None
        local = timezone.make_aware(found) if found and timezone.is_naive(found) else found
        return local and local.astimezone(UTC)  # as it is stored, which the last hours of all time are not
    except (ValueError, OverflowError):
        return None
