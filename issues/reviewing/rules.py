"""The rules for submitting and approving an issue. Each gives the reason in Chinese why it refuses, or None."""

import json
import re

from django.contrib.auth.models import User

from issues.document import Document, Part, Section, loading
from issues.document.annexes import annexes_of
from issues.document.errors import InvalidDocument
from issues.editing.building import build_unchecked
from issues.editing.entry_rows import entry_rows
from issues.exporting.printable import why_not_printable
from issues.models import Issue
from issues.reviewing.rounds import ApprovalEffect, effect_of, why_not_this_stage

SHOWN = 5
ANNEXES = 50
"""Megabytes in one issue: the annexes are part of its PDF."""
ENTRY_PATH = re.compile(r"sections\[(\d+)\](?:\.parts\[(\d+)\])?(?:\.entries\[(\d+)\])?")


def why_not_submit(issue: Issue, document: Document) -> str | None:
    if not document.entries:
        return "本期还没有条目，不能送审"
    if unfinished := [f"“{row.title}”缺{'、'.join(row.missing)}" for row in entry_rows(issue) if row.missing]:
        more = f"等 {len(unfinished)} 条" if len(unfinished) > SHOWN else ""
        return f"还有条目没有写完：{'；'.join(unfinished[:SHOWN])}{more}"
    if untitled := [part for s in document.sections for part in s.parts if part.entries and not part.title]:
        return f"有 {len(untitled)} 个小标题是空的，请补上"
    if sum(annex.size for annex in annexes_of(document)) > ANNEXES * 2**20:
        return f"本期附件合计超过 {ANNEXES} MB，PDF 太大不便发送，请压缩或减少附件"
    return (
        document.imprint.why_incomplete(document.publishers)
        or why_unreadable(build_unchecked(issue))
        or _why_not_printable(document)
    )


def _why_not_printable(document: Document) -> str | None:
    reason = why_not_printable(document)
    return f"{reason}，请改写后再送审" if reason else None


def why_unreadable(document: Document) -> str | None:
    """Refuses a document that is not equal to itself after a round trip through JSON: publishing stores the JSON, and
    readers see what is read from it."""
    try:
        again = loading.read(json.loads(document.canonical_json))
    except InvalidDocument as error:
        return f"{_named(document, error.path)}不合格式：{error.reason}，请打开这一条重新填写"
    changed = [
        heading
        for (entry, heading), other in zip(document.headings(), again.entries, strict=True)
        if entry != other
    ]
    if again != document:
        named = "、".join(f"“{heading}”" for heading in changed) or "刊头或栏目"
        return f"{named}里有看不见的字符，请打开这一条，删去多余空格后保存"
    return None


def _named(document: Document, path: str) -> str:
    """The heading of the entry, part or section that a path of the JSON leads to."""
    if not (match := ENTRY_PATH.match(path)):
        return "刊头"
    section, part, entry = (None if number is None else int(number) for number in match.groups())
    group: Section | Part = document.sections[section or 0]
    if part is not None:
        group = document.sections[section or 0].parts[part]
    return f"“{group.title if entry is None else group.entries[entry].heading or group.title}”"


def why_not_approve(issue: Issue, by: User) -> str | None:
    """Four eyes, for superusers too: nobody approves a revision that they changed or submitted."""
    if by.pk in issue.revised_by:
        return "您改过这一版的内容，不能再审核（编审分离），请另一位审核人来审"
    sent = (ApprovalEffect.ROUND_BEGUN, issue.revision, by.pk)
    if any((effect_of(t), t.revision, t.actor_id) == sent for t in issue.transitions.all()):
        return "这一版是您送审的，不能再审核（编审分离），请另一位审核人来审"
    return why_not_this_stage(issue, by)
