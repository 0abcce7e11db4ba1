"""The threads of an issue as the review page shows them to one person."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.models import User

from issues.actor import signature
from issues.models import Comment, Issue, Thread
from issues.reviewing.comments import CLOSED, kind_of_reply, may_resolve
from issues.reviewing.conversations import Conversation, ThreadVersion


@dataclass(frozen=True, slots=True)
class CommentView:
    who: str
    at: datetime
    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class ThreadView:
    """`reply` is what a comment of this person would be: 回复, 补充 or 重新提出; "" where this person cannot comment.
    `is_lost`: the quoted text is no longer in the entry. `earlier_revision` is that in which the thread began, 0 where it
    is the present one. `unsaved` is a reply that could not be saved."""

    pk: int
    state: Thread.State
    is_open: bool
    is_resolved: bool
    version: ThreadVersion
    comments: tuple[CommentView, ...]
    quote: str
    before: str
    is_lost: bool
    earlier_revision: int
    reply: str
    can_resolve: bool
    unsaved: str = ""

    @property
    def is_unfolded(self) -> bool:
        """A resolved thread is folded, unless it has a reply that could not be saved."""
        return not self.is_resolved or bool(self.unsaved)

    @property
    def first(self) -> CommentView:
        return self.comments[0]


def may_comment(issue: Issue, user: User) -> bool:
    has_part = user.has_perm("issues.review_issue") or user.has_perm("issues.change_issue")
    return has_part and issue.status not in CLOSED


def thread_view(
    conversation: Conversation, issue: Issue, user: User, *, is_lost: bool = False, unsaved: str = ""
) -> ThreadView:
    thread, can_reply = conversation.thread, may_comment(issue, user)
    return ThreadView(
        pk=thread.pk,
        state=conversation.state,
        is_open=conversation.is_open,
        is_resolved=conversation.is_resolved,
        version=conversation.version,
        comments=tuple(_comment_view(comment) for comment in conversation.comments),
        quote=thread.quote,
        before=thread.before,
        is_lost=is_lost,
        earlier_revision=thread.revision if thread.revision < issue.revision else 0,
        reply=kind_of_reply(conversation, user).label if can_reply else "",
        can_resolve=can_reply and not conversation.is_resolved and may_resolve(thread, user),
        unsaved=unsaved,
    )


def _comment_view(comment: Comment) -> CommentView:
    return CommentView(signature(comment.author), comment.at, comment.get_kind_display(), comment.text)
