"""Pages that were readable once: answered with 410 and the reason."""

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
    """The issue was withdrawn, with its PDF, entries and annexes."""

    template_name = "reading/withdrawn.html"


class EntryRemoved(Unavailable):
    """A correction of the issue removed the entry."""

    template_name = "reading/dropped.html"
