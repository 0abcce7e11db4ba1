"""Where in the office a thing is found: its pages, and the places on them."""

from uuid import UUID

from django.conf import settings
from django.urls import reverse

from issues.models import Thread


def compose_address(issue_id: int, place: str = "") -> str:
    return reverse("admin:issues_issue_change", args=[issue_id]) + _anchor(place)


def review_address(issue_id: int, place: str = "") -> str:
    return reverse("admin:issues_issue_review", args=[issue_id]) + _anchor(place)


def _anchor(place: str) -> str:
    return f"#{place}" if place else ""


def place_of_entry(uid: UUID) -> str:
    return f"e-{uid}"


def place_of_thread(thread: Thread) -> str:
    """Where it can be read and answered."""
    return f"t-{thread.pk}"


def absolute(path: str) -> str:
    return f"{settings.SITE_URL}{path}"
