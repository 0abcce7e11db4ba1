"""Entries that a correction has moved into another issue. Abandoning the correction does not move them back, because that
issue may be under review or published by now: it creates copies with new uids."""

from collections.abc import Iterator

from issues.document.kinds import entry_kinds
from issues.models import Edition, Entry, Issue, entry_model

SHOWN = 5


def moved_elsewhere(issue: Issue) -> list[Entry]:
    """Entries of the current edition that are in another issue now."""
    return list(_in_other_issues(issue, issue.edition)) if issue.edition else []


def _in_other_issues(issue: Issue, edition: Edition) -> Iterator[Entry]:
    uids = [entry.uid for entry in edition.document.entries]
    for kind in entry_kinds():
        rows = (
            entry_model(kind)
            .objects.filter(uid__in=uids, section__isnull=False)
            .exclude(section__issue=issue)
        )
        yield from rows.select_related("section__issue")


def named(entries: list[Entry]) -> str:
    """The headings of the entries and the issues that they are in."""
    names = [f"“{entry.heading}”在{entry.section.issue}" for entry in entries[:SHOWN] if entry.section]
    return "、".join(names) + (f"等 {len(entries)} 条" if len(entries) > SHOWN else "")


def warning_before_abandoning(issue: Issue) -> str:
    if not (moved := moved_elsewhere(issue)):
        return ""
    return (
        f"这次勘误把这些条目移到了别的期：{named(moved)}。直接放弃，本期会另建一份（修改记录和网址都是新的）。"
        "要用原来的，请先到那一期“移回素材库”，再放弃勘误。"
    )


def notice_after_abandoning(entries: list[Entry]) -> str:
    return (
        f"有 {len(entries)} 条已移到别的期，本期另建了一份：{named(entries)}。"
        "那里的如果不用，请到那一期删除或“移回素材库”。"
    )
