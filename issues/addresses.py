"""Where in the office a thing is found, for letters and for the front page."""

from uuid import UUID

from django.conf import settings
from django.urls import NoReverseMatch, reverse

from issues.models import Thread


def compose_address(issue_id: int) -> str:
    return reverse("admin:issues_issue_change", args=[issue_id])


def review_address(issue_id: int, place: str = "") -> str:
    """The review page, at a place on it; where there is none, the compose page."""
    try:
        page = reverse("admin:issues_issue_review", args=[issue_id])
    except NoReverseMatch:
        page = compose_address(issue_id)
    return page + (f"#{place}" if place else "")


def place_of_entry(uid: UUID) -> str:
    return f"e-{uid}"


def place_of_thread(thread: Thread) -> str:
    """Where it can be read and answered."""
    return f"t-{thread.pk}"


def absolute(path: str) -> str:
    return f"{settings.SITE_URL}{path}"
