"""The verdicts and open comments that the compose page shows, in two queries."""

from collections import Counter
from collections.abc import Set
from dataclasses import dataclass
from uuid import UUID

from issues.models import Issue, Thread, Verdict
from issues.reviewing.conversations import states
from issues.reviewing.verdicts import verdicts


@dataclass(frozen=True, slots=True)
class ReviewSummary:
    """`open_threads` counts those of each entry; `unresolved` counts those of the issue that are not resolved; `locked`
    are the entries that passed in an issue that was returned."""

    verdicts: dict[UUID, Verdict]
    open_threads: Counter[UUID | None]
    unresolved: int
    locked: frozenset[UUID]

    @property
    def open(self) -> int:
        return self.open_threads.total()

    def count_needing_change(self, uids: Set[UUID]) -> int:
        return sum(uid in uids and v.mark == Verdict.Mark.NEEDS_CHANGE for uid, v in self.verdicts.items())


def review_summary(issue: Issue) -> ReviewSummary:
    threads, given = states(issue), verdicts(issue)
    passed = frozenset(uid for uid, verdict in given.items() if verdict.mark == Verdict.Mark.PASSED)
    return ReviewSummary(
        verdicts=given,
        open_threads=Counter(uid for uid, state in threads if state == Thread.State.OPEN),
        unresolved=sum(state != Thread.State.RESOLVED for _, state in threads),
        locked=passed if issue.status == Issue.Status.RETURNED else frozenset(),
    )
