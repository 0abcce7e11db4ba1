"""The issues that wait for this person: to be reviewed, mended or published."""

from dataclasses import dataclass

from django.contrib.auth.models import User
from django.db.models import OuterRef, Subquery

from issues.acting import signature
from issues.models import Issue, Transition

S = Issue.Status
PERMISSIONS = {
    S.SUBMITTED: "issues.review_issue",
    S.RETURNED: "issues.submit_issue",
    S.APPROVED: "issues.publish_issue",
}
"""What it takes to do what comes next."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """`came` is the act that brought the issue where it waits."""

    came: Transition

    @property
    def issue(self) -> Issue:
        return self.came.issue

    @property
    def who(self) -> str:
        return signature(self.came.actor)


def waiting_for(user: User) -> list[Waiting]:
    """The highest number first; one query."""
    statuses = [status for status, permission in PERMISSIONS.items() if user.has_perm(permission)]
    # Taking the predecessor of a correction offline changes no status.
    here = Transition.objects.filter(issue=OuterRef("issue"), to_status=OuterRef("issue__status"))
    latest = here.exclude(action="withdraw").order_by("-pk").values("pk")[:1]
    found = Transition.objects.filter(issue__status__in=statuses, pk=Subquery(latest))
    return [Waiting(came) for came in found.select_related("issue", "actor").order_by("-issue__number")]
