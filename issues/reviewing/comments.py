"""审稿意见: raise, answer and resolve a comment. Each is one record, and the rules about who may do which are here."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from issues.actor import signature
from issues.models import Comment, Issue, Thread
from issues.refusals import Forbidden, Stale, Unmet
from issues.reviewing.comment_notices import write_notices
from issues.reviewing.conversations import Conversation, conversation_of

Kind = Comment.Kind
MAX_TEXT = 5_000
MAX_QUOTE = 1_000
AROUND = 60
REPLIES = (Kind.ADD, Kind.REOPEN, Kind.ANSWER)
SENT_AGAIN_WITHIN = timedelta(minutes=10)
"""Within this time the same comment by the same person is one comment: on a bad connection, browsers send a form again."""
CLOSED = (Issue.Status.PUBLISHED, Issue.Status.WITHDRAWN)


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """Words of an entry, with the text before and after them."""

    text: str = ""
    before: str = ""
    after: str = ""


NO_QUOTE = Quote()


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
    conversation, words = conversation_of(thread), _checked(text)
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
    conversation, words = conversation_of(thread), text.strip()[:MAX_TEXT]
    if (same := _last_if_sent_again(conversation, by, (Kind.RESOLVE,), words)) is not None:
        return same
    if conversation.is_resolved:
        raise Stale("这条意见已标为已解决，请刷新页面")
    return _add_comment(thread, Kind.RESOLVE, words, by)


def may_resolve(thread: Thread, by: User) -> bool:
    return by.pk == thread.raised_by_id or by.has_perm("issues.review_issue")


def is_quoted_in(thread: Thread, text: str) -> bool:
    """Whether the quoted words are still in the text. White space does not count."""
    return "".join(thread.quote.split()) in "".join(text.split())


def _check_person(by: User) -> None:
    if not (by.is_active and (by.has_perm("issues.review_issue") or by.has_perm("issues.change_issue"))):
        raise Forbidden("您没有提审稿意见的权限；如果工作需要，请联系管理员")


def _open_issue(issue: Issue) -> Issue:
    """The issue, its row locked, so that a comment and an action of the workflow wait for each other."""
    current = Issue.objects.select_for_update().get(pk=issue.pk)
    if current.status in CLOSED:
        raise Stale(f"{current}{current.get_status_display()}，审稿意见不能再改动")
    return current


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
