"""What the review page shows at the side of an entry: its verdict and its comment threads."""

from collections.abc import Mapping
from dataclasses import dataclass
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
from issues.reviewing.comments import is_quoted_in
from issues.reviewing.conversations import Conversation, by_entry, conversations
from issues.reviewing.quotes import text_of
from issues.reviewing.rounds import Round, current_round, is_of_present_stage
from issues.reviewing.rules import why_not_approve
from issues.reviewing.verdicts import entry_digest, verdicts

Mark, S = Verdict.Mark, Issue.Status
UnsavedText = Mapping[str, str]
"""What was typed and could not be saved. The keys name the input: a thread's key, an entry's uid, or "" for the issue;
"quote-" before any of these for the quote that goes with it."""
CHANGED = {Mark.PASSED: "通过后有改动", Mark.NEEDS_CHANGE: "标记后有改动"}


@dataclass(frozen=True, slots=True)
class EntryPanel:
    """`digest` is that of the entry shown, "" if it is no longer in the issue. `change_label` says that the entry changed
    after the verdict, "" if it did not. `has_current_verdict`: the verdict is about this text and was given in this round
    and stage. Has plain values only, so that equal panels are rendered once (`issues.templatetags.reviewing`)."""

    uid: UUID | None
    heading: str
    digest: str = ""
    verdict: str = ""
    who: str = ""
    judged_at: datetime | None = None
    change_label: str = ""
    has_current_verdict: bool = False
    threads: tuple[ThreadView, ...] = ()
    edit_address: str = ""
    can_judge: bool = False
    can_clear: bool = False
    can_unlock: bool = False
    can_comment: bool = False
    unsaved: str = ""
    unsaved_quote: str = ""

    @property
    def anchor(self) -> str:
        return entry_anchor(self.uid) if self.uid else "whole"

    @property
    def is_passed(self) -> bool:
        return self.verdict == Mark.PASSED

    @property
    def needs_change(self) -> bool:
        return self.verdict == Mark.NEEDS_CHANGE

    @property
    def shows_verdict_buttons(self) -> bool:
        return self.can_judge and bool(self.digest)

    @property
    def pressed_verdict(self) -> str:
        """The verdict of this round and stage; "" before there is one."""
        return self.verdict if self.has_current_verdict else ""

    @property
    def has_answers(self) -> bool:
        return any(thread.state == Thread.State.ANSWERED for thread in self.threads)

    @property
    def resolvable(self) -> str:
        """The answered threads that passing the entry can resolve with it, each with the version that was read."""
        answered = (t for t in self.threads if t.state == Thread.State.ANSWERED and t.can_resolve)
        return " ".join(str(thread.version) for thread in answered)

    @property
    def pass_value(self) -> str:
        """What the button that passes a section posts for it; "" where the entry needs a look of its own."""
        is_excluded = self.needs_change or self.unresolved or (self.is_passed and self.has_current_verdict)
        return f"{self.uid} {self.digest}" if self.shows_verdict_buttons and not is_excluded else ""

    @property
    def must_change(self) -> bool:
        """A change was asked for, and the entry has not changed yet."""
        return self.needs_change and not self.change_label

    @property
    def open_threads(self) -> list[ThreadView]:
        return [thread for thread in self.threads if thread.is_open]

    @property
    def unresolved(self) -> int:
        return sum(not thread.is_resolved for thread in self.threads)


@dataclass(frozen=True, slots=True)
class Access:
    """What this person may do on the page; `why_not_judge` says why a reviewer may not judge, else ""."""

    can_edit: bool
    can_judge: bool
    can_comment: bool
    why_not_judge: str


def access_of(issue: Issue, user: User) -> Access:
    under_review = issue.status == S.SUBMITTED and user.has_perm("issues.review_issue")
    why_not_judge = (why_not_approve(issue, user) or "") if under_review else ""
    return Access(
        can_edit=issue.is_editable and user.has_perm("issues.change_issue"),
        can_judge=under_review and not why_not_judge,
        can_comment=may_comment(issue, user),
        why_not_judge=why_not_judge,
    )


@dataclass(frozen=True, slots=True)
class EntryPanels:
    """What the panels of an issue are made from, for one person. `entry_panels` reads it from the database."""

    issue: Issue
    user: User
    access: Access
    rows: Mapping[UUID, EntryRow]
    unsaved: UnsavedText
    verdicts: Mapping[UUID, Verdict]
    conversations: Mapping[UUID | None, list[Conversation]]
    round: Round | None
    """The present one, where this person may judge."""

    def of(self, entry: Entry, heading: str, html: str) -> EntryPanel:
        """The panel of an entry of the issue that is shown as `html`."""
        uid, verdict, row = entry.uid, self.verdicts.get(entry.uid), self.rows.get(entry.uid)
        is_locked = verdict is not None and verdict.mark == Mark.PASSED and self.issue.status == S.RETURNED
        can_edit = row is not None and self.access.can_edit and not is_locked
        digest = entry_digest(entry)
        return EntryPanel(
            uid=uid,
            heading=heading,
            digest=digest,
            **(_verdict_values(verdict, digest) if verdict else {}),
            has_current_verdict=verdict is not None
            and verdict.entry_digest == digest
            and self._is_current_verdict(verdict),
            threads=self._threads(uid, html),
            edit_address=f"{entry_address(row)}?back=review" if row and can_edit else "",
            can_judge=self.access.can_judge,
            can_clear=self._can_clear(verdict),
            can_unlock=self.access.can_edit and is_locked,
            can_comment=self.access.can_comment,
            **self._unsaved(uid),
        )

    def without_text(self, uid: UUID | None, heading: str) -> EntryPanel:
        """The panel of an entry that is no longer in the issue, or of the issue itself (None), which alone takes new
        comments."""
        return EntryPanel(
            uid=uid,
            heading=heading,
            threads=self._threads(uid),
            can_comment=self.access.can_comment and uid is None,
            **self._unsaved(uid),
        )

    def _is_current_verdict(self, verdict: Verdict) -> bool:
        """An entry that passed need not be read again by the same stage; every stage reads for itself. One that needed
        a change is looked at again in every round."""
        if self.round is None:
            return False
        if verdict.mark == Mark.NEEDS_CHANGE:
            return verdict.at >= self.round.round
        return is_of_present_stage(verdict, self.round, self.user)

    def _can_clear(self, verdict: Verdict | None) -> bool:
        """A verdict of an earlier stage stays as that stage left it."""
        if verdict is None or self.round is None:
            return False
        return is_of_present_stage(verdict, self.round, self.user)

    def _threads(self, uid: UUID | None, html: str = "") -> tuple[ThreadView, ...]:
        threads = self.conversations.get(uid, [])
        text = text_of(html) if any(conversation.thread.quote for conversation in threads) else ""
        return tuple(
            thread_view(
                conversation,
                self.issue,
                self.user,
                is_lost=not is_quoted_in(conversation.thread, text),
                unsaved=self.unsaved.get(str(conversation.thread.pk), ""),
            )
            for conversation in threads
        )

    def _unsaved(self, uid: UUID | None) -> dict[str, Any]:
        key = str(uid or "")
        return {
            "unsaved": self.unsaved.get(key, ""),
            "unsaved_quote": self.unsaved.get(f"quote-{key}", ""),
        }


def entry_panels(
    issue: Issue,
    user: User,
    *,
    rows: Mapping[UUID, EntryRow] | None = None,
    unsaved: UnsavedText | None = None,
) -> EntryPanels:
    """Reads verdicts and threads once for all entries, in three queries."""
    access = access_of(issue, user)
    return EntryPanels(
        issue=issue,
        user=user,
        access=access,
        rows=rows or {},
        unsaved=unsaved or {},
        verdicts=verdicts(issue),
        conversations=dict(by_entry(conversations(issue))),
        round=current_round(issue) if access.can_judge else None,
    )


def _verdict_values(verdict: Verdict, digest: str) -> dict[str, Any]:
    return {
        "verdict": verdict.mark,
        "who": signature(verdict.by),
        "judged_at": verdict.at,
        "change_label": CHANGED[Mark(verdict.mark)] if verdict.entry_digest != digest else "",
    }
