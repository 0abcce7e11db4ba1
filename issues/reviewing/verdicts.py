"""逐条审核: a reviewer passes an entry or asks for a change. Passed entries stay locked while the others are corrected."""

import hashlib
from collections.abc import Mapping
from uuid import UUID

from django.contrib.auth.models import User
from django.db import transaction

from issues import document
from issues.document import entry_json
from issues.editing.building import build_document
from issues.models import Issue, Thread, Verdict
from issues.refusals import Forbidden, Stale, Unmet
from issues.reviewing.conversations import states
from issues.reviewing.rounds import current_round, is_of_present_stage
from issues.reviewing.rules import why_not_approve

Mark = Verdict.Mark
S = Issue.Status
SHOWN = 3


def entry_digest(entry: document.Entry) -> str:
    """SHA-256 (hex) of one entry of a document."""
    return hashlib.sha256(entry_json(entry).encode()).hexdigest()


def verdicts(issue: Issue) -> dict[UUID, Verdict]:
    """The verdicts in force, by entry."""
    return Verdict.objects.in_force(issue)


def needing_change(issue: Issue) -> list[Verdict]:
    return [verdict for verdict in verdicts(issue).values() if verdict.mark == Mark.NEEDS_CHANGE]


def why_changes_open(issue: Issue, content: document.Document) -> str | None:
    """Refuses an issue while an entry of it needs a change. `content` is the issue's Document."""
    uids = {verdict.uid for verdict in needing_change(issue)}
    headings = [f"“{heading}”" for entry, heading in content.headings() if entry.uid in uids]
    if headings:
        named = "、".join(headings[:SHOWN]) + ("等" if len(headings) > SHOWN else "")
        return f"{named} {len(headings)} 条需修改：请“退回修改”，或改标“通过”"
    return None


@transaction.atomic
def give_verdict(issue: Issue, uid: UUID, mark: Verdict.Mark, *, by: User, seen: str) -> Verdict:
    """Passes an entry, asks for a change, or takes either back. `seen` is the digest of the entry that the person read.

    Raises `Forbidden`, `Stale`, `Unmet`.
    """
    current = _under_review(issue, by)
    digest = _digest_of(current, uid)
    if digest != seen:
        raise Stale("您打开页面之后，这一条又有改动，请刷新页面、看过最新内容后再标记")
    last = verdicts(current).get(uid)
    if last is not None and (last.mark, last.entry_digest, last.by_id) == (mark, digest, by.pk):
        return last  # the same form, sent again over a bad line
    now = current_round(current) if mark == Mark.CLEARED else None
    if now and last and not is_of_present_stage(last, now, by):
        raise Unmet("这是前一审的标记，不能取消；请按您的判断标“通过”或“需修改”")
    return _record(current, uid, mark, digest, by)


@transaction.atomic
def give_verdicts(issue: Issue, seen: Mapping[UUID, str], mark: Verdict.Mark, *, by: User) -> list[UUID]:
    """Passes several entries, or takes back what this person passed. `seen` holds the digest of each that was read.

    Entries that need a change or have comments which are not resolved are left out. Where one has changed since it was
    read, none is passed. Gives the entries that have a new verdict. Raises `Forbidden`, `Stale`, `Unmet`.
    """
    current = _under_review(issue, by)
    digests = _digests(build_document(current))
    if changed := [uid for uid, digest in seen.items() if digests.get(uid) != digest]:
        raise Stale(f"您打开页面之后，有 {len(changed)} 条又有改动，请刷新页面、看过最新内容后再标记")
    passed = _passed_by(current, by)
    wanted = seen.keys() - _to_be_read_alone(current) if mark == Mark.PASSED else seen.keys() & passed.keys()
    for uid in (uid for uid in seen if uid in wanted):
        if mark == Mark.PASSED and passed.get(uid) == digests[uid]:
            continue  # the same form, sent again over a bad line
        _record(current, uid, mark, digests[uid], by)
    return [uid for uid in seen if uid in wanted]


def _to_be_read_alone(issue: Issue) -> set[UUID]:
    """Entries that cannot pass together with others."""
    unresolved = {uid for uid, state in states(issue) if uid and state != Thread.State.RESOLVED}
    return unresolved | {verdict.uid for verdict in needing_change(issue)}


def _passed_by(issue: Issue, by: User) -> dict[UUID, str]:
    """The entries that this person passed, each with its digest at that time."""
    return {
        verdict.uid: verdict.entry_digest
        for verdict in verdicts(issue).values()
        if verdict.mark == Mark.PASSED and verdict.by_id == by.pk
    }


def _under_review(issue: Issue, by: User) -> Issue:
    """The issue, its row locked, if this person may give verdicts on its entries now."""
    if not (by.is_active and by.has_perm("issues.review_issue")):
        raise Forbidden("您没有审核的权限；如果工作需要，请联系管理员")
    current = Issue.objects.select_for_update().get(pk=issue.pk)
    if current.status != S.SUBMITTED:
        raise Stale(f"{current}现在是“{current.standing}”，送审后才能逐条审核")
    if reason := why_not_approve(current, by):
        raise Unmet(reason)
    return current


@transaction.atomic
def unlock_entry(issue: Issue, uid: UUID, *, by: User) -> Verdict:
    """Unlocks an entry that had passed, for an editor. It loses its verdict, so it has to be reviewed again."""
    if not (by.is_active and by.has_perm("issues.change_issue")):
        raise Forbidden("您没有修改的权限；如果工作需要，请联系管理员")
    current = Issue.objects.select_for_update().get(pk=issue.pk)
    if current.status != S.RETURNED:
        is_done = current.status in (S.PUBLISHED, S.WITHDRAWN)
        more = "；要修改，请“发起勘误”" if is_done else ""
        raise Stale(f"{current}现在是“{current.standing}”，不能解除锁定{more}")
    if (last := verdicts(current).get(uid)) is None or last.mark != Mark.PASSED:
        raise Stale("这一条没有锁定，可以直接修改")
    return _record(current, uid, Mark.OPENED, _digest_of(current, uid), by)


def unlock_all(issue: Issue, *, by: User) -> None:
    """Takes back every verdict of this revision: the issue is about to change completely, and the number of the revision
    will be used again."""
    digests = _digests(build_document(issue))
    for uid, verdict in verdicts(issue).items():
        _record(issue, uid, Mark.OPENED, digests.get(uid, verdict.entry_digest), by)


def unlock_changed(issue: Issue, content: document.Document, *, by: User) -> None:
    """Takes back the passes of entries that were changed afterwards, for example while the issue was recalled. `content`
    is the issue's Document."""
    digests = _digests(content)
    for uid, verdict in verdicts(issue).items():
        if verdict.mark == Mark.PASSED and digests.get(uid, verdict.entry_digest) != verdict.entry_digest:
            _record(issue, uid, Mark.OPENED, digests[uid], by)


def _digests(content: document.Document) -> dict[UUID, str]:
    return {entry.uid: entry_digest(entry) for entry in content.entries}


def _digest_of(issue: Issue, uid: UUID) -> str:
    for entry in build_document(issue).entries:
        if entry.uid == uid:
            return entry_digest(entry)
    raise Stale(f"这一条已不在{issue}里，请刷新页面")


def _record(issue: Issue, uid: UUID, mark: Verdict.Mark, digest: str, by: User) -> Verdict:
    return Verdict.objects.create(
        issue=issue, revision=issue.revision, uid=uid, mark=mark, entry_digest=digest, by=by
    )
