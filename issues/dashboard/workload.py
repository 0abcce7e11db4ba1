"""The comments, verdicts and deadlines of the issues in work, in the same few queries for one issue or thirty."""

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db.models import Prefetch, QuerySet
from django.utils import timezone

from issues.document.partial_date import format_day
from issues.models import Comment, Deadlines, Issue, Thread, Transition, Verdict
from issues.models.review.verdict import latest_in_force
from issues.reviewing.conversations import Conversation

IN_WORK = (Issue.Status.DRAFT, Issue.Status.SUBMITTED, Issue.Status.RETURNED, Issue.Status.APPROVED)
SOON = 1


@dataclass(frozen=True, slots=True)
class Due:
    """A date by which something is to be done. `days` counts from today; `key` is stored in `Letter.event`."""

    key: str
    label: str
    on: date
    days: int

    @property
    def is_overdue(self) -> bool:
        return self.days < 0

    @property
    def is_soon(self) -> bool:
        return 0 <= self.days <= SOON

    @property
    def words(self) -> str:
        return f"{self.label}：{format_day(self.on)}（{distance(self.days)}）"


def submission_due(on: date) -> Due:
    return Due("submit", "送审截止", on, days_until(on))


def review_due(on: date) -> Due:
    return Due("review", "审核截止", on, days_until(on))


@dataclass(frozen=True, slots=True)
class Workload:
    """What is to be done on one issue. `issue` comes with its transitions, the newest first, and their actors."""

    issue: Issue
    conversations: list[Conversation] = field(default_factory=list)
    marks: dict[UUID, Verdict] = field(default_factory=dict)

    @property
    def history(self) -> list[Transition]:
        return list(self.issue.transitions.all())

    @property
    def open(self) -> list[Conversation]:
        return [conversation for conversation in self.conversations if conversation.is_open]

    @property
    def passed(self) -> list[UUID]:
        return [uid for uid, verdict in self.marks.items() if verdict.mark == Verdict.Mark.PASSED]

    @property
    def needing_change(self) -> list[UUID]:
        return [uid for uid, verdict in self.marks.items() if verdict.mark == Verdict.Mark.NEEDS_CHANGE]

    @property
    def submit_due(self) -> Due | None:
        deadlines = self._deadlines
        return submission_due(deadlines.submit_by) if deadlines and deadlines.submit_by else None

    @property
    def review_due(self) -> Due | None:
        deadlines = self._deadlines
        return review_due(deadlines.review_by) if deadlines and deadlines.review_by else None

    @property
    def _deadlines(self) -> Deadlines | None:
        try:
            return self.issue.deadlines
        except Deadlines.DoesNotExist:
            return None


def workloads(issues: "QuerySet[Issue]") -> list[Workload]:
    rows = issues.select_related("deadlines", "scheduled_by").prefetch_related(
        Prefetch("transitions", Transition.objects.select_related("actor")),
        Prefetch("threads", Thread.objects.select_related("raised_by")),
        Prefetch("threads__comments", Comment.objects.select_related("author")),
        "verdicts",
    )
    return [Workload(issue, _conversations(issue), _marks(issue)) for issue in rows]


def _conversations(issue: Issue) -> list[Conversation]:
    return [Conversation(thread, list(thread.comments.all())) for thread in issue.threads.all()]


def _marks(issue: Issue) -> dict[UUID, Verdict]:
    """The verdicts in force, from the rows that were prefetched."""
    own = (verdict for verdict in issue.verdicts.all() if verdict.revision == issue.revision)
    return latest_in_force(sorted(own, key=lambda verdict: verdict.pk))


def days_until(on: date) -> int:
    return (on - timezone.localdate()).days


def distance(days: int) -> str:
    if days == 0:
        return "今天"
    return f"还有 {days} 天" if days > 0 else f"已超过 {-days} 天"
