"""What a request says, made fit for the database: PostgreSQL takes no NUL, and `int()` takes "²" for no number."""

from datetime import UTC, datetime

from django.utils import timezone
from django.utils.dateparse import parse_datetime

from issues.richtext.characters import without_junk


def number(text: str | None) -> int:
    """-1 for anything that is no number: it equals no version and no key."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 16 else -1


def words(text: str) -> str:
    """Without control characters; line breaks stay, each as one "\\n"."""
    return without_junk(text.replace("\r\n", "\n")).strip()


def line(text: str) -> str:
    return words(text).replace("\n", " ")


def moment(text: str) -> datetime | None:
    """A date and time in Beijing, as `datetime-local` posts it; None where it is none, or a date alone."""
    try:
        found = parse_datetime(text) if ":" in text else None
        local = timezone.make_aware(found) if found and timezone.is_naive(found) else found
        return local and local.astimezone(UTC)  # as it is stored, which the last hours of all time are not
    except (ValueError, OverflowError):
        return None
