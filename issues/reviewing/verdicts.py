"""逐条审核: a reviewer passes an entry or asks for a change; what passed stays locked while the rest is mended."""

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
from issues.reviewing.comments import states
from issues.reviewing.rounds import current_round, is_of_present_stage
from issues.reviewing.rules import why_not_approve

Mark = Verdict.Mark
S = Issue.Status
SHOWN = 3


def entry_digest(entry: document.Entry) -> str:
    """SHA-256 (hex) of one entry as it stands in a document."""
    return hashlib.sha256(entry_json(entry).encode()).hexdigest()


def verdicts(issue: Issue) -> dict[UUID, Verdict]:
    """The verdicts in force, by entry."""
    return Verdict.objects.in_force(issue)


def needing_change(issue: Issue) -> list[Verdict]:
    return [verdict for verdict in verdicts(issue).values() if verdict.mark == Mark.NEEDS_CHANGE]


def why_changes_open(issue: Issue, content: document.Document) -> str | None:
    """Refuses an issue while an entry of it needs a change. `content` is the issue's Document."""
    marked = {verdict.uid for verdict in needing_change(issue)}
    headings = [f"“{heading}”" for entry, heading in content.headings() if entry.uid in marked]
    if headings:
        named = "、".join(headings[:SHOWN]) + ("等" if len(headings) > SHOWN else "")
        return f"{named} {len(headings)} 条需修改：请“退回修改”，或改标“通过”"
    return None


@transaction.atomic
def give_verdict(issue: Issue, uid: UUID, mark: Verdict.Mark, *, by: User, seen: str) -> Verdict:
    """Pass an entry, ask for a change, or take either back. `seen` is the `entry_digest` that the person read.

    Raises `Forbidden`, `Stale`, `Unmet`.
    """
    current = _under_review(issue, by)
    content = _content_of(current, uid)
    if content != seen:
        raise Stale("您打开页面之后，这一条又有改动，请刷新页面、看过最新内容后再标记")
    found = verdicts(current).get(uid)
    if found is not None and (found.mark, found.entry_digest, found.by_id) == (mark, content, by.pk):
        return found  # sent again over a bad line
    now = current_round(current) if mark == Mark.CLEARED else None
    if now and found and not is_of_present_stage(found, now, by):
        raise Unmet("这是前一审的标记，不能取消；请按您的判断标“通过”或“需修改”")
    return _record(current, uid, mark, content, by)


@transaction.atomic
def give_verdicts(issue: Issue, seen: Mapping[UUID, str], mark: Verdict.Mark, *, by: User) -> list[UUID]:
    """Pass these entries, or take the passes of this person back, each with the `entry_digest` that was read. All of
    them or, where one has changed since, none; left out are those that need a change or have comments which are not
    resolved. Gives those that were marked. Raises `Forbidden`, `Stale`, `Unmet`."""
    current = _under_review(issue, by)
    contents = {entry.uid: entry_digest(entry) for entry in build_document(current).entries}
    if changed := [uid for uid, content in seen.items() if contents.get(uid) != content]:
        raise Stale(f"您打开页面之后，有 {len(changed)} 条又有改动，请刷新页面、看过最新内容后再标记")
    passed = _passed_by(current, by)
    wanted = seen.keys() - _held(current) if mark == Mark.PASSED else seen.keys() & passed.keys()
    for uid in (uid for uid in seen if uid in wanted):
        if mark == Mark.PASSED and passed.get(uid) == contents[uid]:
            continue  # sent again over a bad line
        _record(current, uid, mark, contents[uid], by)
    return [uid for uid in seen if uid in wanted]


def _held(issue: Issue) -> set[UUID]:
    """Entries that have to be looked at one by one."""
    told = {uid for uid, state in states(issue) if uid and state != Thread.State.RESOLVED}
    return told | {verdict.uid for verdict in needing_change(issue)}


def _passed_by(issue: Issue, by: User) -> dict[UUID, str]:
    """What this person passed, and as what."""
    found = verdicts(issue).values()
    return {
        verdict.uid: verdict.entry_digest
        for verdict in found
        if verdict.mark == Mark.PASSED and verdict.by_id == by.pk
    }


def _under_review(issue: Issue, by: User) -> Issue:
    """The issue, locked, where this person may mark its entries."""
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
    """An editor goes back to an entry that had passed: it loses its mark, so that it is read again."""
    if not (by.is_active and by.has_perm("issues.change_issue")):
        raise Forbidden("您没有修改的权限；如果工作需要，请联系管理员")
    current = Issue.objects.select_for_update().get(pk=issue.pk)
    if current.status != S.RETURNED:
        is_done = current.status in (S.PUBLISHED, S.WITHDRAWN)
        more = "；要修改，请“发起勘误”" if is_done else ""
        raise Stale(f"{current}现在是“{current.standing}”，不能解除锁定{more}")
    if (found := verdicts(current).get(uid)) is None or found.mark != Mark.PASSED:
        raise Stale("这一条没有锁定，可以直接修改")
    return _record(current, uid, Mark.OPENED, _content_of(current, uid), by)


def unlock_all(issue: Issue, *, by: User) -> None:
    """No mark of this revision counts any more: the whole issue is to change, and its number to be used again."""
    contents = {entry.uid: entry_digest(entry) for entry in build_document(issue).entries}
    for uid, verdict in verdicts(issue).items():
        _record(issue, uid, Mark.OPENED, contents.get(uid, verdict.entry_digest), by)


def unlock_changed(issue: Issue, content: document.Document, *, by: User) -> None:
    """What was changed after it passed (the issue was recalled, say) has not passed as it is now."""
    contents = {entry.uid: entry_digest(entry) for entry in content.entries}
    for uid, verdict in verdicts(issue).items():
        if verdict.mark == Mark.PASSED and contents.get(uid, verdict.entry_digest) != verdict.entry_digest:
            _record(issue, uid, Mark.OPENED, contents[uid], by)


def _content_of(issue: Issue, uid: UUID) -> str:
    for entry in build_document(issue).entries:
        if entry.uid == uid:
            return entry_digest(entry)
    raise Stale(f"这一条已不在{issue}里，请刷新页面")


def _record(issue: Issue, uid: UUID, mark: Verdict.Mark, digest: str, by: User) -> Verdict:
    return Verdict.objects.create(
        issue=issue, revision=issue.revision, uid=uid, mark=mark, entry_digest=digest, by=by
    )
