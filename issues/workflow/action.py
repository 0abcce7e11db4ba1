"""What an action of the workflow is made of. The table of all actions is `issues.workflow.actions`."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth.models import User

from issues.document import Document
from issues.models import Issue, Transition
from issues.reviewing.rounds import ApprovalEffect
from issues.workflow import editions
from issues.workflow.notices import Notices
from issues.workflow.outcomes import Outcome
from issues.workflow.shown_notes import ShownNote
from issues.workflow.tally import Tally


@dataclass(frozen=True)
class ActionCall:
    """One call of an action: the issue, its row locked, who acts, and what they gave."""

    issue: Issue
    by: User
    note: str
    document: Document
    printed: editions.PrintedIssue | None = None
    at: datetime | None = None


Guard = Callable[[ActionCall], str | None]
"""Gives the reason, in Chinese, why the action is refused; None where it is not."""
Effect = Callable[[ActionCall], dict[str, Any]]
"""Gives the columns of the issue that the action changes."""


ButtonText = Callable[[Issue, User, Tally], str]
"""Gives a Chinese sentence for the button of an action; "" where there is nothing to say."""


def no_change(call: ActionCall) -> dict[str, Any]:
    return {}


def always(issue: Issue, user: User) -> bool:
    return True


def nothing(issue: Issue, user: User, tally: Tally) -> str:
    return ""


def no_shown_note(issue: Issue, history: Sequence[Transition]) -> ShownNote | None:
    return None


@dataclass(frozen=True, kw_only=True)
class Action:
    """Everything that belongs to one action of the workflow. `issues.checks` reports what does not fit together.

    Who may do it, and from which status to which:

    - `moves` maps each source status to its target; `onward` overrides the target.
    - `offered` decides whether its button is shown to a person who has the permission.
    - `is_automatic`: only the server does it. No person can call it.

    What it asks for:

    - `needs_note` is the name of the note that must be given, unless `without_note` allows it to be blank;
      `note_label` is the label of its form field, where the usual one does not fit.
    - `needs_time`: a date and time must be given.
    - `guards` refuse it.

    What it does:

    - `prints`: the PDF is printed before the issue is locked.
    - `signs` gives names that are stored before the digest is taken; `effect` gives further columns.
    - `approvals` is what it does to the approvals of the present round.

    What people read:

    - `obstacle` is shown in place of its button, `warning` next to it.
    - `consequence` is shown before they confirm; "" where the button acts at once, because it can be undone.
    - `is_usual_next`: its button stands out, because the work usually goes on with it.
    - `outcome` is shown after it, to the person who acted (the second argument: the stage it was done in).
    - `notices` are mailed; `note_title` introduces the note in them.
    - `shown_note` shows it at the top of the compose page for as long as it matters there.
    """

    key: str
    label: str
    permission: str
    moves: Mapping[str, str]
    approvals: ApprovalEffect
    consequence: str
    outcome: Callable[[Issue, str], Outcome]
    notices: Notices

    onward: Callable[[Issue], str] | None = None
    offered: Callable[[Issue, User], bool] = always
    is_automatic: bool = False

    needs_note: str = ""
    without_note: Callable[[ActionCall], bool] | None = None
    note_label: str = ""
    needs_time: bool = False
    guards: tuple[Guard, ...] = ()

    prints: bool = False
    signs: Effect = no_change
    effect: Effect = no_change

    obstacle: ButtonText = nothing
    warning: ButtonText = nothing
    is_usual_next: bool = False
    note_title: str = "说明"
    shown_note: Callable[[Issue, Sequence[Transition]], ShownNote | None] = no_shown_note

    @property
    def requires_note(self) -> bool:
        """Whether the note can never be blank."""
        return bool(self.needs_note) and self.without_note is None

    def lacks_note(self, call: ActionCall) -> bool:
        if call.note or not self.needs_note:
            return False
        return self.without_note is None or not self.without_note(call)

    def target(self, issue: Issue) -> str:
        return self.onward(issue) if self.onward else self.moves[issue.status]


UNSCHEDULED: dict[str, Any] = {"publish_at": None, "scheduled_by": None}
"""The columns of an issue that is not scheduled."""
