"""审稿意见: raise, answer and resolve a comment. Each is one record, and the rules about who may do which are here."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import NamedTuple
from uuid import UUID

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import OuterRef, Subquery
from django.utils import timezone

from issues.actor import signature
from issues.models import Comment, Issue, Thread
from issues.refusals import Forbidden, Stale, Unmet
from issues.reviewing.comment_notices import write_notices

State, Kind = Thread.State, Comment.Kind
MAX_TEXT = 5_000
MAX_QUOTE = 1_000
AROUND = 60
AFTER = {
    Kind.RAISE: State.OPEN,
    Kind.ADD: State.OPEN,
    Kind.REOPEN: State.OPEN,
    Kind.ANSWER: State.ANSWERED,
    Kind.RESOLVE: State.RESOLVED,
}
VERSION = re.compile(r"(?<!\S)(\d{1,18})-(\d{1,9})(?!\S)", re.ASCII)
REPLIES = (Kind.ADD, Kind.REOPEN, Kind.ANSWER)
SENT_AGAIN_WITHIN = timedelta(minutes=10)
"""Within this time the same comment by the same person is one comment: on a bad connection, browsers send a form again."""
CLOSED = (Issue.Status.PUBLISHED, Issue.Status.WITHDRAWN)


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """Words of an entry, with the text before and after them."""

    text: str = ""
    before: str = ""
    after: str = ""


NO_QUOTE = Quote()


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


@transaction.atomic
def raise_comment(
    issue: Issue, *, by: User, text: str, uid: UUID | None = None, quote: Quote = NO_QUOTE
) -> Thread:
    """Starts a thread, about an entry or (without `uid`) about the issue. Raises `Forbidden`, `Stale`, `Unmet`."""
    _check_person(by)
    current = _open_issue(issue)
    thread = Thread(
        issue=current,
        revision=current.revision,
        uid=uid,
        quote=quote.text[:MAX_QUOTE],
        before=quote.before[-AROUND:],
        after=quote.after[:AROUND],
        raised_by=by,
    )
    words = _checked(text)
    if (same := _raised_just_now(thread, words)) is not None:
        return same
    thread.save()
    _add_comment(thread, Kind.RAISE, words, by)
    return thread


@transaction.atomic
def reply(thread: Thread, *, by: User, text: str) -> Comment:
    """Adds a reply. Whoever raised the comment adds to it or reopens it; anybody else answers it."""
    _check_person(by)
    _open_issue(thread.issue)
    conversation, words = _conversation(thread), _checked(text)
    if (same := _last_if_sent_again(conversation, by, REPLIES, words)) is not None:
        return same
    return _add_comment(thread, kind_of_reply(conversation, by), words, by)


def kind_of_reply(conversation: Conversation, by: User) -> Comment.Kind:
    """What a reply by this person does to the thread."""
    is_reviewer_only = by.has_perm("issues.review_issue") and not by.has_perm("issues.change_issue")
    if by.pk == conversation.thread.raised_by_id or is_reviewer_only:
        return Kind.ADD if conversation.is_open else Kind.REOPEN
    return Kind.ANSWER


@transaction.atomic
def resolve(thread: Thread, *, by: User, text: str = "") -> Comment:
    """Marks the thread as resolved. Only whoever raised it or a reviewer may: an editor does not resolve what a reviewer
    asked for."""
    _check_person(by)
    _open_issue(thread.issue)
    if not may_resolve(thread, by):
        name = signature(thread.raised_by)
        raise Forbidden(f"这条意见是{name}提的，请先回复，由{name}或审核人标为已解决")
    conversation, words = _conversation(thread), text.strip()[:MAX_TEXT]
    if (same := _last_if_sent_again(conversation, by, (Kind.RESOLVE,), words)) is not None:
        return same
    if conversation.is_resolved:
        raise Stale("这条意见已标为已解决，请刷新页面")
    return _add_comment(thread, Kind.RESOLVE, words, by)


def may_resolve(thread: Thread, by: User) -> bool:
    return by.pk == thread.raised_by_id or by.has_perm("issues.review_issue")


def states(issue: Issue) -> list[tuple[UUID | None, Thread.State]]:
    """The entry and the state of each thread, in one query."""
    last = Comment.objects.filter(thread=OuterRef("pk")).order_by("-pk").values("kind")[:1]
    threads = Thread.objects.filter(issue=issue).annotate(last=Subquery(last))
    return [(uid, AFTER[Kind(kind)]) for uid, kind in threads.values_list("uid", "last")]


def is_quoted_in(thread: Thread, text: str) -> bool:
    """Whether the quoted words are still in the text. White space does not count."""
    return "".join(thread.quote.split()) in "".join(text.split())


def by_entry(talks: Iterable[Conversation]) -> dict[UUID | None, list[Conversation]]:
    grouped: dict[UUID | None, list[Conversation]] = defaultdict(list)
    for talk in talks:
        grouped[talk.thread.uid].append(talk)
    return grouped


def _check_person(by: User) -> None:
    if not (by.is_active and (by.has_perm("issues.review_issue") or by.has_perm("issues.change_issue"))):
        raise Forbidden("您没有提审稿意见的权限；如果工作需要，请联系管理员")


def _open_issue(issue: Issue) -> Issue:
    """The issue, its row locked, so that a comment and an action of the workflow wait for each other."""
    current = Issue.objects.select_for_update().get(pk=issue.pk)
    if current.status in CLOSED:
        raise Stale(f"{current}{current.get_status_display()}，审稿意见不能再改动")
    return current


def _conversation(thread: Thread) -> Conversation:
    return Conversation(thread, list(thread.comments.all()))


def _raised_just_now(thread: Thread, text: str) -> Thread | None:
    """The thread that the same person started with the same words just before, if it has no other comment yet. The
    issue is locked."""
    subject = {
        name: getattr(thread, name) for name in ("issue", "revision", "uid", "quote", "before", "raised_by")
    }
    since = timezone.now() - SENT_AGAIN_WITHIN
    latest = Thread.objects.filter(**subject, at__gte=since).order_by("-pk").first()
    texts = [comment.text for comment in latest.comments.all()] if latest else []
    return latest if texts == [text] else None


def _last_if_sent_again(
    conversation: Conversation, by: User, kinds: Iterable[Comment.Kind], text: str
) -> Comment | None:
    last = conversation.comments[-1]
    is_same = (last.author_id, last.text) == (by.pk, text) and last.kind in set(map(str, kinds))
    return last if is_same and last.at >= timezone.now() - SENT_AGAIN_WITHIN else None


def _checked(text: str) -> str:
    words = text.strip()
    if not words:
        raise Unmet("请填写意见")
    if len(words) > MAX_TEXT:
        raise Unmet(f"一条意见最多 {MAX_TEXT} 字，请分成几条")
    return words


def _add_comment(thread: Thread, kind: Comment.Kind, text: str, by: User) -> Comment:
    comment = Comment.objects.create(issue_id=thread.issue_id, thread=thread, kind=kind, text=text, author=by)
    write_notices(comment)
    return comment
