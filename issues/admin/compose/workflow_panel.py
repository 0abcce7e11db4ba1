"""The block with the workflow buttons, on the compose page and on the review page."""

from dataclasses import dataclass

from django.contrib.auth.models import User

from issues.admin.compose.steps import Step, steps_of
from issues.editing.entry_rows import EntryRow
from issues.models import Issue
from issues.workflow.actions import shown_notes_of
from issues.workflow.hints import hint_for
from issues.workflow.shown_notes import ShownNote
from issues.workflow.tally import Tally


@dataclass(frozen=True, slots=True)
class WorkflowPanel:
    """`unfinished` are the entries that lack a needed field; a button that they block lists them."""

    steps: list[Step]
    notes: list[ShownNote]
    hint: str
    unfinished: list[EntryRow]


def workflow_panel(issue: Issue, user: User, tally: Tally, unfinished: list[EntryRow]) -> WorkflowPanel:
    """Reads the issue's transitions, which the caller has prefetched."""
    return WorkflowPanel(
        steps_of(issue, user, tally), shown_notes_of(issue), hint_for(issue, user), unfinished
    )
