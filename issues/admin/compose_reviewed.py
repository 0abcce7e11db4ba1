"""What the compose page says of reviewing: marks and open comments, in two queries."""

from collections import Counter
from collections.abc import Set
from dataclasses import dataclass
from uuid import UUID

from issues.commenting import states
from issues.judging import verdicts
from issues.models import Issue, Thread, Verdict


@dataclass(frozen=True, slots=True)
class Reviewed:
    """`waiting` counts the open comments of each entry; `unresolved` those of the issue that are not settled."""

    marks: dict[UUID, Verdict]
    waiting: Counter[UUID | None]
    unresolved: int

    @property
    def open(self) -> int:
        return self.waiting.total()

    def needing(self, uids: Set[UUID]) -> int:
        """How many of these need a change."""
        return sum(uid in uids and v.mark == Verdict.Mark.NEEDS_CHANGE for uid, v in self.marks.items())


def reviewed(issue: Issue) -> Reviewed:
    found = states(issue)
    return Reviewed(
        marks=verdicts(issue),
        waiting=Counter(uid for uid, state in found if state == Thread.State.OPEN),
        unresolved=sum(state != Thread.State.RESOLVED for _, state in found),
    )
