"""The threads of an issue as the review page shows them to one person."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.models import User

from issues.actor import signature
from issues.models import Comment, Issue, Thread
from issues.reviewing.comments import CLOSED, Conversation, ThreadVersion, kind_of_reply, may_resolve


@dataclass(frozen=True, slots=True)
class Said:
    who: str
    at: datetime
    act: str
    text: str


@dataclass(frozen=True, slots=True)
class ThreadView:
    """`reply` is what a word of this person would do: 回复, 补充 or 重新提出; "" where nothing can be said."""

    pk: int
    state: Thread.State
    is_open: bool
    is_resolved: bool
    version: ThreadVersion
    said: tuple[Said, ...]
    quote: str
    before: str
    is_lost: bool
    earlier: int
    reply: str
    can_resolve: bool
    kept: str = ""

    @property
    def is_unfolded(self) -> bool:
        """What is settled is folded, unless somebody was writing in it."""
        return not self.is_resolved or bool(self.kept)

    @property
    def first(self) -> Said:
        return self.said[0]


def may_comment(issue: Issue, user: User) -> bool:
    has_word = user.has_perm("issues.review_issue") or user.has_perm("issues.change_issue")
    return has_word and issue.status not in CLOSED


def thread_view(
    conversation: Conversation, issue: Issue, user: User, *, is_lost: bool = False, kept: str = ""
) -> ThreadView:
    """`kept` is what was typed and could not be saved."""
    thread, open_to = conversation.thread, may_comment(issue, user)
    return ThreadView(
        pk=thread.pk,
        state=conversation.state,
        is_open=conversation.is_open,
        is_resolved=conversation.is_resolved,
        version=conversation.version,
        said=tuple(_said(comment) for comment in conversation.comments),
        quote=thread.quote,
        before=thread.before,
        is_lost=is_lost,
        earlier=thread.revision if thread.revision < issue.revision else 0,
        reply=kind_of_reply(conversation, user).label if open_to else "",
        can_resolve=open_to and not conversation.is_resolved and may_resolve(thread, user),
        kept=kept,
    )


def _said(comment: Comment) -> Said:
    return Said(signature(comment.author), comment.at, comment.get_kind_display(), comment.text)
