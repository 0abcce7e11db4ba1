"""Parses dates and times that users type or choose."""

from datetime import UTC, datetime

from django.utils import timezone
from django.utils.dateparse import parse_datetime


def parse_local_datetime(text: str) -> datetime | None:
    """A date and time in Beijing, as `datetime-local` posts it; None for other text and for a date without a time."""
    try:
        parsed = parse_datetime(text) if ":" in text else None
        local = timezone.make_aware(parsed) if parsed and timezone.is_naive(parsed) else parsed
        return local and local.astimezone(UTC)  # as it is stored; fails for the last hours of the year 9999
    except (ValueError, OverflowError):
        return None
