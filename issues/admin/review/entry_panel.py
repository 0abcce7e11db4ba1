"""What stands beside an entry: its mark, and what is said about it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib.auth.models import User

from issues.actor import signature
from issues.admin.review.threads import ThreadView, may_comment, thread_view
from issues.document import Entry
from issues.editing.entry_rows import EntryRow
from issues.models import Issue, Thread, Verdict
from issues.office_urls import entry_address, entry_anchor
from issues.reviewing.comments import Conversation, by_entry, conversations, is_quoted_in
from issues.reviewing.quotes import text_of
from issues.reviewing.rounds import current_round, is_of_present_stage
from issues.reviewing.rules import why_not_approve
from issues.reviewing.verdicts import entry_digest, verdicts

Mark, S = Verdict.Mark, Issue.Status
Kept = Mapping[str, str]
"""What was typed and could not be saved, by the place it was typed in: a thread's key, an entry's uid, "" for the
issue as a whole; its quote by "quote-" and that."""
CHANGED = {Mark.PASSED: "通过后有改动", Mark.NEEDS_CHANGE: "标记后有改动"}


@dataclass(frozen=True, slots=True)
class EntryPanel:
    """`digest` is that of the entry shown, "" where it is here no longer; `has_changed` says that it did since it was
    marked, `is_of_now` that the mark is what this reading decided. Plain values alone: what two have in common is
    rendered once (`issues.templatetags.reviewing`)."""

    uid: UUID | None
    heading: str
    digest: str = ""
    mark: str = ""
    who: str = ""
    marked_at: datetime | None = None
    has_changed: str = ""
    is_of_now: bool = False
    talks: tuple[ThreadView, ...] = ()
    edit_address: str = ""
    can_judge: bool = False
    can_clear: bool = False
    can_open_again: bool = False
    can_comment: bool = False
    kept: str = ""
    kept_quote: str = ""

    @property
    def anchor(self) -> str:
        return entry_anchor(self.uid) if self.uid else "whole"

    @property
    def is_passed(self) -> bool:
        return self.mark == Mark.PASSED

    @property
    def needs_change(self) -> bool:
        return self.mark == Mark.NEEDS_CHANGE

    @property
    def is_judged_here(self) -> bool:
        return self.can_judge and bool(self.digest)

    @property
    def pressed_mark(self) -> str:
        """The mark that this reading decided on; "" before it did."""
        return self.mark if self.is_of_now else ""

    @property
    def has_answers(self) -> bool:
        return any(talk.state == Thread.State.ANSWERED for talk in self.talks)

    @property
    def settles(self) -> str:
        """What passing the entry can settle with it: the threads that were answered, with as much as was read."""
        answered = (talk for talk in self.talks if talk.state == Thread.State.ANSWERED and talk.can_resolve)
        return " ".join(str(talk.version) for talk in answered)

    @property
    def passes(self) -> str:
        """What the button that passes a section posts of it; "" where it has to be looked at by itself."""
        is_held = self.needs_change or self.unresolved or (self.is_passed and self.is_of_now)
        return f"{self.uid} {self.digest}" if self.is_judged_here and not is_held else ""

    @property
    def must_change(self) -> bool:
        """It was asked for, and nothing was done yet."""
        return self.needs_change and not self.has_changed

    @property
    def open_talks(self) -> list[ThreadView]:
        return [talk for talk in self.talks if talk.is_open]

    @property
    def unresolved(self) -> int:
        return sum(not talk.is_resolved for talk in self.talks)


@dataclass
class EntryPanels:
    """Makes them all; verdicts and threads are read once, in three queries."""

    issue: Issue
    user: User
    rows: Mapping[UUID, EntryRow] = field(default_factory=dict)
    kept: Kept = field(default_factory=dict)

    def __post_init__(self) -> None:
        issue, user = self.issue, self.user
        is_reviewer = user.has_perm("issues.review_issue")
        self.verdicts = verdicts(issue)
        self.threads: dict[UUID | None, list[Conversation]] = dict(by_entry(conversations(issue)))
        under_review = issue.status == S.SUBMITTED and is_reviewer
        self.why_not_judge = (why_not_approve(issue, user) or "") if under_review else ""
        self.can_judge = under_review and not self.why_not_judge
        self.begun = current_round(issue) if self.can_judge else None
        self.can_edit = issue.is_editable and user.has_perm("issues.change_issue")
        self.can_comment = may_comment(issue, user)

    def of(self, entry: Entry, heading: str, html: str) -> EntryPanel:
        """An entry of the issue, shown as `html`."""
        uid, verdict, row = entry.uid, self.verdicts.get(entry.uid), self.rows.get(entry.uid)
        is_passed = verdict is not None and verdict.mark == Mark.PASSED
        is_locked = is_passed and self.issue.status == S.RETURNED
        digest = entry_digest(entry)
        return EntryPanel(
            uid=uid,
            heading=heading,
            digest=digest,
            **(_told(verdict, digest) if verdict else {}),
            is_of_now=verdict is not None and verdict.entry_digest == digest and self._is_of_now(verdict),
            talks=self._talks(uid, html),
            edit_address=f"{entry_address(row)}?back=review"
            if row and self.can_edit and not is_locked
            else "",
            can_judge=self.can_judge,
            can_clear=self._can_clear(verdict),
            can_open_again=self.can_edit and is_locked,
            can_comment=self.can_comment,
            **self._kept(uid),
        )

    def _is_of_now(self, verdict: Verdict) -> bool:
        """What passed need not be read again by the same stage; each stage reads for itself. What had to change is
        looked at again in every round."""
        if self.begun is None:
            return False
        if verdict.mark == Mark.NEEDS_CHANGE:
            return verdict.at >= self.begun.round
        return is_of_present_stage(verdict, self.begun, self.user)

    def _can_clear(self, verdict: Verdict | None) -> bool:
        """What an earlier stage marked stands as that stage left it."""
        return (
            verdict is not None
            and self.begun is not None
            and is_of_present_stage(verdict, self.begun, self.user)
        )

    def of_none(self, uid: UUID | None, heading: str) -> EntryPanel:
        """An entry that is here no longer, or the issue as a whole, which alone takes new comments."""
        return EntryPanel(
            uid=uid,
            heading=heading,
            talks=self._talks(uid),
            can_comment=self.can_comment and uid is None,
            **self._kept(uid),
        )

    def _talks(self, uid: UUID | None, html: str = "") -> tuple[ThreadView, ...]:
        found = self.threads.get(uid, [])
        text = text_of(html) if any(conversation.thread.quote for conversation in found) else ""
        return tuple(
            thread_view(
                conversation,
                self.issue,
                self.user,
                is_lost=not is_quoted_in(conversation.thread, text),
                kept=self.kept.get(str(conversation.thread.pk), ""),
            )
            for conversation in found
        )

    def _kept(self, uid: UUID | None) -> dict[str, Any]:
        place = str(uid or "")
        return {"kept": self.kept.get(place, ""), "kept_quote": self.kept.get(f"quote-{place}", "")}


def _told(verdict: Verdict, digest: str) -> dict[str, Any]:
    return {
        "mark": verdict.mark,
        "who": signature(verdict.by),
        "marked_at": verdict.at,
        "has_changed": CHANGED[Mark(verdict.mark)] if verdict.entry_digest != digest else "",
    }
