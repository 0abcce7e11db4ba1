"""The rules of 编辑/审核 that stand between an issue and its next status, each giving its reason in Chinese."""

from django.contrib.auth.models import User

from issues.document import Document
from issues.entry_rows import entry_rows
from issues.models import Issue

SHOWN = 5


def why_not_submit(issue: Issue, document: Document) -> str | None:
    if not document.entries:
        return "本期还没有条目，不能送审"
    if unfinished := [f"“{row.title}”缺{'、'.join(row.missing)}" for row in entry_rows(issue) if row.missing]:
        more = f"等 {len(unfinished)} 条" if len(unfinished) > SHOWN else ""
        return f"还有条目没有写完：{'；'.join(unfinished[:SHOWN])}{more}"
    if untitled := [part for s in document.sections for part in s.parts if part.entries and not part.title]:
        return f"有 {len(untitled)} 个小标题是空的，请补上"
    return None


def why_not_approve(issue: Issue, by: User) -> str | None:
    """Four eyes, for superusers too: nobody approves a revision that they changed or sent for review."""
    if by.pk in issue.revised_by:
        return "您改过这一版的内容，按编审分离的要求不能由您审核通过"
    submitted = ("submit", issue.revision, by.pk)
    if any((t.action, t.revision, t.actor_id) == submitted for t in issue.transitions.all()):
        return "这一版是您送审的，按编审分离的要求不能由您审核通过"
    return None
