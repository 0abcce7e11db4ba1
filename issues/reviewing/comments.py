"""审稿意见: raise, answer, settle. Each is one record; who may say what where is decided here and nowhere else."""

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

State, Act = Thread.State, Comment.Act
MAX_TEXT = 5_000
MAX_QUOTE = 1_000
AROUND = 60
AFTER = {
    Act.RAISE: State.OPEN,
    Act.ADD: State.OPEN,
    Act.REOPEN: State.OPEN,
    Act.ANSWER: State.ANSWERED,
    Act.RESOLVE: State.RESOLVED,
}
VERSION = re.compile(r"(?<!\S)(\d{1,18})-(\d{1,9})(?!\S)", re.ASCII)
REPLIES = (Act.ADD, Act.REOPEN, Act.ANSWER)
AGAIN = timedelta(minutes=10)
"""How long the same words of the same person in the same place are one comment: a form sent again over a bad line."""
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
        return AFTER[Act(self.comments[-1].act)]

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
    """Words of an entry as they are read, with what stands before and after them."""

    text: str = ""
    before: str = ""
    after: str = ""


NO_QUOTE = Quote()


def conversations(issue: Issue) -> list[Conversation]:
    """All of an issue, oldest first, in two queries."""
    said: dict[int, list[Comment]] = defaultdict(list)
    for comment in Comment.objects.filter(issue=issue).select_related("author"):
        said[comment.thread_id].append(comment)
    threads = Thread.objects.filter(issue=issue).select_related("raised_by")
    return [Conversation(thread, said[thread.pk]) for thread in threads]


def open_threads(issue: Issue) -> list[Conversation]:
    return [conversation for conversation in conversations(issue) if conversation.is_open]


def why_unanswered(issue: Issue) -> str | None:
    """Before it is sent for review again each open comment has its answer."""
    if waiting := open_threads(issue):
        first = waiting[0].comments[0].text
        return f"还有 {len(waiting)} 条审稿意见没有回复，如“{first[:30]}”。请逐条回复后再送审"
    return None


@transaction.atomic
def raise_comment(
    issue: Issue, *, by: User, text: str, uid: UUID | None = None, quote: Quote = NO_QUOTE
) -> Thread:
    """Raises `Forbidden`, `Stale`, `Unmet`."""
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
    said = _worded(text)
    if (same := _raised_just_now(thread, said)) is not None:
        return same
    thread.save()
    _say(thread, Act.RAISE, said, by)
    return thread


@transaction.atomic
def reply(thread: Thread, *, by: User, text: str) -> Comment:
    """What a reply does follows from who gives it: whoever raised the comment adds to it or raises it anew, anybody
    else answers."""
    _check_person(by)
    _open_issue(thread.issue)
    conversation, said = _conversation(thread), _worded(text)
    if (same := _last_if_sent_again(conversation, by, REPLIES, said)) is not None:
        return same
    return _say(thread, act_of_reply(conversation, by), said, by)


def act_of_reply(conversation: Conversation, by: User) -> Comment.Act:
    """What a reply by this person does."""
    is_reviewer_only = by.has_perm("issues.review_issue") and not by.has_perm("issues.change_issue")
    if by.pk == conversation.thread.raised_by_id or is_reviewer_only:
        return Act.ADD if conversation.is_open else Act.REOPEN
    return Act.ANSWER


@transaction.atomic
def resolve(thread: Thread, *, by: User, text: str = "") -> Comment:
    """By whoever raised it, or a reviewer; an editor does not settle what a reviewer asked."""
    _check_person(by)
    _open_issue(thread.issue)
    if not may_resolve(thread, by):
        name = signature(thread.raised_by)
        raise Forbidden(f"这条意见是{name}提的，请先回复，由{name}或审核人标为已解决")
    conversation, said = _conversation(thread), text.strip()[:MAX_TEXT]
    if (same := _last_if_sent_again(conversation, by, (Act.RESOLVE,), said)) is not None:
        return same
    if conversation.is_resolved:
        raise Stale("这条意见已标为已解决，请刷新页面")
    return _say(thread, Act.RESOLVE, said, by)


def may_resolve(thread: Thread, by: User) -> bool:
    return by.pk == thread.raised_by_id or by.has_perm("issues.review_issue")


def states(issue: Issue) -> list[tuple[UUID | None, Thread.State]]:
    """The entry and the state of each thread, in one query."""
    last = Comment.objects.filter(thread=OuterRef("pk")).order_by("-pk").values("act")[:1]
    threads = Thread.objects.filter(issue=issue).annotate(last=Subquery(last))
    return [(uid, AFTER[Act(act)]) for uid, act in threads.values_list("uid", "last")]


def is_quoted_in(thread: Thread, text: str) -> bool:
    """Whether the words are still there, blanks aside."""
    return "".join(thread.quote.split()) in "".join(text.split())


def by_entry(found: Iterable[Conversation]) -> dict[UUID | None, list[Conversation]]:
    grouped: dict[UUID | None, list[Conversation]] = defaultdict(list)
    for conversation in found:
        grouped[conversation.thread.uid].append(conversation)
    return grouped


def _check_person(by: User) -> None:
    if not (by.is_active and (by.has_perm("issues.review_issue") or by.has_perm("issues.change_issue"))):
        raise Forbidden("您没有提审稿意见的权限；如果工作需要，请联系管理员")


def _open_issue(issue: Issue) -> Issue:
    """Locked, so that what is said and an act of the workflow come one after the other."""
    current = Issue.objects.select_for_update().get(pk=issue.pk)
    if current.status in CLOSED:
        raise Stale(f"{current}{current.get_status_display()}，审稿意见不能再改动")
    return current


def _conversation(thread: Thread) -> Conversation:
    return Conversation(thread, list(thread.comments.all()))


def _raised_just_now(thread: Thread, text: str) -> Thread | None:
    """The very same comment of the same person, sent a second time because the first answer never came. Nobody has
    said anything in it since. The issue is locked by now."""
    place = {
        name: getattr(thread, name) for name in ("issue", "revision", "uid", "quote", "before", "raised_by")
    }
    latest = Thread.objects.filter(**place, at__gte=timezone.now() - AGAIN).order_by("-pk").first()
    said = [comment.text for comment in latest.comments.all()] if latest else []
    return latest if said == [text] else None


def _last_if_sent_again(
    conversation: Conversation, by: User, acts: Iterable[Comment.Act], text: str
) -> Comment | None:
    last = conversation.comments[-1]
    is_same = (last.author_id, last.text) == (by.pk, text) and last.act in set(map(str, acts))
    return last if is_same and last.at >= timezone.now() - AGAIN else None


def _worded(text: str) -> str:
    said = text.strip()
    if not said:
        raise Unmet("请填写意见")
    if len(said) > MAX_TEXT:
        raise Unmet(f"一条意见最多 {MAX_TEXT} 字，请分成几条")
    return said


def _say(thread: Thread, act: Comment.Act, text: str, by: User) -> Comment:
    comment = Comment.objects.create(issue_id=thread.issue_id, thread=thread, act=act, text=text, author=by)
    write_notices(comment)
    return comment
