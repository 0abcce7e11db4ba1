"""The block with the workflow buttons, on the compose page and on the review page."""

from dataclasses import dataclass

from django.contrib.auth.models import User

from issues.admin.compose.steps import Step, Tally, steps_of
from issues.editing.entry_rows import EntryRow
from issues.models import Issue
from issues.workflow.actions import remarks_of
from issues.workflow.hints import hint_for
from issues.workflow.remarks import Remark


@dataclass(frozen=True, slots=True)
class WorkflowPanel:
    """`unfinished` are the entries that lack a needed field; a button that they block lists them."""

    steps: list[Step]
    remarks: list[Remark]
    hint: str
    unfinished: list[EntryRow]


def workflow_panel(issue: Issue, user: User, tally: Tally, unfinished: list[EntryRow]) -> WorkflowPanel:
    """Reads the issue's transitions, which the caller has prefetched."""
    return WorkflowPanel(steps_of(issue, user, tally), remarks_of(issue), hint_for(issue, user), unfinished)
