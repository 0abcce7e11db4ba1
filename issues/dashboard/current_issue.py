"""Decides which of several issues is the current one."""

from collections.abc import Iterable
from datetime import date

from issues.models import Issue


def is_made_now(issue: Issue, latest: date | None) -> bool:
    """Whether it was never published and is no back issue: not older than the `latest` that was published."""
    return not issue.edition_id and (latest is None or issue.date >= latest)


def current_issue_first(issues: Iterable[Issue]) -> list[Issue]:
    """The current issue, then the others, the latest first. One query."""
    latest = Issue.objects.published().order_by("-date").values_list("date", flat=True).first()

    def rank(issue: Issue) -> tuple[bool, date, int]:
        return (is_made_now(issue, latest), issue.date, issue.number)

    return sorted(issues, key=rank, reverse=True)
