"""What was once readable and is no longer: answered with 410 and a page that says why."""

from issues.models import Issue


class Unavailable(Exception):
    template_name: str

    def __init__(self, issue_id: int) -> None:
        super().__init__(issue_id)
        self.issue_id = issue_id

    @property
    def context(self) -> dict[str, Issue]:
        return {
            "issue": Issue.objects.only("number", "withdrawn_at", "withdrawal_note").get(pk=self.issue_id)
        }


class Withdrawn(Unavailable):
    """The issue was taken down, and with it its PDF, entries and annexes."""

    template_name = "reading/withdrawn.html"


class EntryRemoved(Unavailable):
    """A correction of the issue left the entry out."""

    template_name = "reading/dropped.html"
