"""What a correction has moved into another issue: to abandon the correction cannot bring it back from there, where it may
be reviewed or published by now, and so makes a copy under an address of its own."""

from collections.abc import Iterator

from issues.models import Edition, Entry, Issue
from issues.sections import entry_kinds

SHOWN = 5


def strayed(issue: Issue) -> list[Entry]:
    """Entries of the current edition that stand in another issue now."""
    return list(_standing_elsewhere(issue, issue.edition)) if issue.edition else []


def _standing_elsewhere(issue: Issue, edition: Edition) -> Iterator[Entry]:
    uids = [entry.uid for entry in edition.document.entries]
    for kind in entry_kinds():
        rows = kind.model.objects.filter(uid__in=uids, section__isnull=False).exclude(section__issue=issue)
        yield from rows.select_related("section__issue")


def named(entries: list[Entry]) -> str:
    """Which they are and where they stand."""
    told = [f"“{entry.heading}”在{entry.section.issue}" for entry in entries[:SHOWN] if entry.section]
    return "、".join(told) + (f"等 {len(entries)} 条" if len(entries) > SHOWN else "")


def warned_before_abandoning(issue: Issue) -> str:
    if not (found := strayed(issue)):
        return ""
    return (
        f"这次勘误中移到别的期的：{named(found)}。放弃之后，它们留在那里，本期另建内容相同的条目，"
        "历史从头记起，以后再勘误发布，固定网址也会换。要让原来的那一条回来，请先在那一期把它“移回素材库”，再放弃勘误。"
    )


def told_after_abandoning(entries: list[Entry]) -> str:
    return (
        f"本期恢复出来的有 {len(entries)} 条是另建的，因为原来的已移到别的期：{named(entries)}。"
        "那里的如果不用，请在那一期删除或移回素材库。"
    )
