"""Which of several issues is meant by the one that is made now."""

from collections.abc import Iterable
from datetime import date

from issues.models import Issue


def is_made_now(issue: Issue, latest: date | None) -> bool:
    """It was never out, and is no back issue: not older than the `latest` that was published."""
    return not issue.edition_id and (latest is None or issue.date >= latest)


def current_issue_first(issues: Iterable[Issue]) -> list[Issue]:
    """The one that the front page calls 正在编审的一期 comes first, then the others, the latest first. One query."""
    latest = Issue.objects.published().order_by("-date").values_list("date", flat=True).first()

    def rank(issue: Issue) -> tuple[bool, date, int]:
        return (is_made_now(issue, latest), issue.date, issue.number)

    return sorted(issues, key=rank, reverse=True)
