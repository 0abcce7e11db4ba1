"""Where in the office a thing is found, for letters and for the front page."""

from uuid import UUID

from django.conf import settings
from django.urls import NoReverseMatch, reverse


def compose_address(issue_id: int) -> str:
    return reverse("admin:issues_issue_change", args=[issue_id])


def review_address(issue_id: int, uid: UUID | None = None) -> str:
    """The review page, at an entry; while there is none, the compose page."""
    try:
        page = reverse("admin:issues_issue_review", args=[issue_id])
    except NoReverseMatch:
        page = compose_address(issue_id)
    return page + (f"#e{uid}" if uid else "")


def absolute(path: str) -> str:
    return f"{settings.SITE_URL}{path}"
