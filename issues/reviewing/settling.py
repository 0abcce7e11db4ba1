"""An entry passes together with what was said about it."""

from collections.abc import Collection
from uuid import UUID

from django.contrib.auth.models import User
from django.db import transaction

from issues.models import Issue, Thread, Verdict
from issues.reviewing.comments import conversations, resolve
from issues.reviewing.verdicts import give_verdict


@transaction.atomic
def pass_and_resolve(issue: Issue, uid: UUID, *, by: User, seen: str, read: Collection[str]) -> int:
    """How many threads were settled: those answered and in which nothing was said since (`Conversation.as_read`).

    Raises what `give_verdict` and `resolve` raise; then nothing is stored.
    """
    give_verdict(issue, uid, Verdict.Mark.PASSED, by=by, seen=seen)
    settled = [
        found.thread
        for found in conversations(issue)
        if found.thread.uid == uid and found.state == Thread.State.ANSWERED and found.as_read in read
    ]
    for thread in settled:
        resolve(thread, by=by)
    return len(settled)
