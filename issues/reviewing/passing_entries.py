"""Passes an entry and resolves its comments in one step."""

from collections.abc import Collection
from uuid import UUID

from django.contrib.auth.models import User
from django.db import transaction

from issues.models import Issue, Thread, Verdict
from issues.reviewing.comments import resolve
from issues.reviewing.conversations import ThreadVersion, conversations
from issues.reviewing.verdicts import give_verdict


@transaction.atomic
def pass_and_resolve(issue: Issue, uid: UUID, *, by: User, seen: str, read: Collection[ThreadVersion]) -> int:
    """Resolves the answered threads of the entry of which this person read the present version, and gives their number.

    Raises what `give_verdict` and `resolve` raise; then nothing is stored.
    """
    give_verdict(issue, uid, Verdict.Mark.PASSED, by=by, seen=seen)
    answered = [
        conversation
        for conversation in conversations(issue)
        if conversation.thread.uid == uid
        and conversation.state == Thread.State.ANSWERED
        and conversation.version in read
    ]
    for conversation in answered:
        resolve(conversation.thread, by=by)
    return len(answered)
