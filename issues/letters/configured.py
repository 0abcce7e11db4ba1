"""Whether mail goes out at all."""

from django.conf import settings

NOWHERE = ("console", "dummy")


def mail_is_configured() -> bool:
    """Without EMAIL_URL mail is printed on the server's terminal, where none of its readers is."""
    return settings.EMAIL_BACKEND.split(".")[-2] not in NOWHERE
