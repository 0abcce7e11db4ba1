"""What was written about an issue, as threads with their comments, and which of them still wait for somebody."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple
from uuid import UUID

from django.db.models import OuterRef, Subquery

from issues.models import Comment, Issue, Thread

State, Kind = Thread.State, Comment.Kind
AFTER = {
    Kind.RAISE: State.OPEN,
    Kind.ADD: State.OPEN,
    Kind.REOPEN: State.OPEN,
    Kind.ANSWER: State.ANSWERED,
    Kind.RESOLVE: State.RESOLVED,
}
VERSION = re.compile(r"(?<!\S)(\d{1,18})-(\d{1,9})(?!\S)", re.ASCII)


class ThreadVersion(NamedTuple):
    """A thread as somebody read it: a comment that is added later makes another version."""

    thread: int
    comments: int

    def __str__(self) -> str:
        """As the review page posts it."""
        return f"{self.thread}-{self.comments}"


def read_versions(text: str) -> set[ThreadVersion]:
    """Reads what the review page posts: versions with blanks between them. Anything else is ignored."""
    return {ThreadVersion(int(thread), int(comments)) for thread, comments in VERSION.findall(text)}


@dataclass(frozen=True, slots=True)
class Conversation:
    """A thread with its comments, the oldest first."""

    thread: Thread
    comments: list[Comment] = field(default_factory=list)

    @property
    def state(self) -> Thread.State:
        return AFTER[Kind(self.comments[-1].kind)]

    @property
    def is_open(self) -> bool:
        return self.state == State.OPEN

    @property
    def is_resolved(self) -> bool:
        return self.state == State.RESOLVED

    @property
    def version(self) -> ThreadVersion:
        return ThreadVersion(self.thread.pk, len(self.comments))


def conversations(issue: Issue) -> list[Conversation]:
    """All conversations about an issue, the oldest first, in two queries."""
    by_thread: dict[int, list[Comment]] = defaultdict(list)
    for comment in Comment.objects.filter(issue=issue).select_related("author"):
        by_thread[comment.thread_id].append(comment)
    threads = Thread.objects.filter(issue=issue).select_related("raised_by")
    return [Conversation(thread, by_thread[thread.pk]) for thread in threads]


def open_threads(issue: Issue) -> list[Conversation]:
    return [conversation for conversation in conversations(issue) if conversation.is_open]


def why_unanswered(issue: Issue) -> str | None:
    """Refuses to submit an issue while a comment has no answer."""
    if unanswered := open_threads(issue):
        first = unanswered[0].comments[0].text
        return f"还有 {len(unanswered)} 条审稿意见没有回复，如“{first[:30]}”。请逐条回复后再送审"
    return None


def conversation_of(thread: Thread) -> Conversation:
    return Conversation(thread, list(thread.comments.all()))


def states(issue: Issue) -> list[tuple[UUID | None, Thread.State]]:
    """The entry and the state of each thread, in one query."""
    last = Comment.objects.filter(thread=OuterRef("pk")).order_by("-pk").values("kind")[:1]
    threads = Thread.objects.filter(issue=issue).annotate(last=Subquery(last))
    return [(uid, AFTER[Kind(kind)]) for uid, kind in threads.values_list("uid", "last")]


def by_entry(all_of_them: Iterable[Conversation]) -> dict[UUID | None, list[Conversation]]:
    grouped: dict[UUID | None, list[Conversation]] = defaultdict(list)
    for conversation in all_of_them:
        grouped[conversation.thread.uid].append(conversation)
    return grouped
