"""What the compose page says of reviewing: marks and open comments, in two queries."""

from collections import Counter
from collections.abc import Set
from dataclasses import dataclass
from uuid import UUID

from issues.models import Issue, Thread, Verdict
from issues.reviewing.comments import states
from issues.reviewing.verdicts import verdicts


@dataclass(frozen=True, slots=True)
class Reviewed:
    """`waiting` counts the open comments of each entry; `unresolved` those of the issue that are not settled;
    `locked` are the entries that passed while the rest is mended."""

    marks: dict[UUID, Verdict]
    waiting: Counter[UUID | None]
    unresolved: int
    locked: frozenset[UUID]

    @property
    def open(self) -> int:
        return self.waiting.total()

    def needing(self, uids: Set[UUID]) -> int:
        """How many of these need a change."""
        return sum(uid in uids and v.mark == Verdict.Mark.NEEDS_CHANGE for uid, v in self.marks.items())


def reviewed(issue: Issue) -> Reviewed:
    found, marks = states(issue), verdicts(issue)
    passed = frozenset(uid for uid, verdict in marks.items() if verdict.mark == Verdict.Mark.PASSED)
    return Reviewed(
        marks=marks,
        waiting=Counter(uid for uid, state in found if state == Thread.State.OPEN),
        unresolved=sum(state != Thread.State.RESOLVED for _, state in found),
        locked=passed if issue.status == Issue.Status.RETURNED else frozenset(),
    )
