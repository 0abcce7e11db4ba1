"""What an action of the workflow is made of."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth.models import User

from issues.document import Document
from issues.models import Issue
from issues.workflow import editions


@dataclass(frozen=True)
class Performance:
    """An issue in the middle of an action, its row locked."""

    issue: Issue
    by: User
    note: str
    document: Document
    draft: editions.PrintedIssue | None = None
    at: datetime | None = None


Guard = Callable[[Performance], str | None]
Effect = Callable[[Performance], dict[str, Any]]


@dataclass(frozen=True, kw_only=True)
class Action:
    """`moves`: source → target status, but where `onward` says otherwise. `needs_note` is what the note is called
    that must be given, unless `without_note` finds that nothing is left to explain. `guards` say why not; `signs`
    gives names to write before the digest is taken, `effect` further state; what `prints` has its PDF ready before
    the lock; what `needs_time` is given one.
    """

    key: str
    label: str
    permission: str
    moves: Mapping[str, str]
    onward: Callable[[Issue], str] | None = None
    needs_note: str = ""
    without_note: Callable[[Performance], bool] = lambda act: False
    needs_time: bool = False
    signs: Effect = lambda act: {}
    prints: bool = False
    guards: tuple[Guard, ...] = ()
    effect: Effect = lambda act: {}

    def target(self, issue: Issue) -> str:
        return self.onward(issue) if self.onward else self.moves[issue.status]


UNSCHEDULED: dict[str, Any] = {"publish_at": None, "scheduled_by": None}
"""No time is set at which it is published."""
