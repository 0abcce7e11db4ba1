"""What was once readable and is no longer: answered with 410 and a page that says why."""

from typing import Any

from issues.models import Edition, Issue


class Gone(Exception):
    template_name: str

    @property
    def context(self) -> dict[str, Any]:
        raise NotImplementedError


class Withdrawn(Gone):
    """The issue was taken down, and with it its PDF, entries and annexes."""

    template_name = "reading/withdrawn.html"

    def __init__(self, edition: Edition) -> None:
        super().__init__(edition.issue_id)
        self.edition = edition

    @property
    def context(self) -> dict[str, Any]:
        issue = Issue.objects.only("number", "withdrawn_at", "withdrawal_note").get(pk=self.edition.issue_id)
        return {"issue": issue}


class Dropped(Gone):
    """A correction of the issue left the entry out."""

    template_name = "reading/dropped.html"

    def __init__(self, edition: Edition) -> None:
        super().__init__(edition.issue_id)
        self.edition = edition

    @property
    def context(self) -> dict[str, Any]:
        return {"issue": Issue.objects.only("number").get(pk=self.edition.issue_id)}
