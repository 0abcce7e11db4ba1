"""The sections that entries can be moved to: those of all issues in work, each with the name of its issue. An entry gets
into an issue only if an editor chose the section."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db.models import Q, QuerySet

from issues.admin import posted
from issues.dashboard.current_issue import current_issue_first
from issues.document.kinds import EntryKind, entry_kinds, section_kinds
from issues.document.partial_date import format_day
from issues.editing.placement import Misplaced, fits
from issues.models import Issue, Section, entry_model
from issues.models.issue import EDITABLE

NONE_CHOSEN = "请选择"
NOT_CHOSEN = "请先选定放进哪一期、哪个栏目。"
GONE = "没有放入：选定的栏目已经没有了（可能刚被同事移除），请另选一处。"
NO_ISSUE = "现在没有在编的期，请先新建一期。"
NO_SECTION = "在编的各期都没有放{}的栏目，请先到编排页添加栏目。"


def destinations(kinds: Collection[EntryKind]) -> list[Section]:
    """Sections of issues in work that take entries of all these kinds, those of the current issue first. Instead of a
    section with such parts, its parts are listed. Two queries."""
    keys = [k.key for k in section_kinds() if {kind.key for kind in kinds} <= {e.key for e in k.entry_kinds}]
    rows = Section.objects.filter(issue__status__in=EDITABLE, kind__in=keys)
    sections = list(_with_room(rows, kinds).select_related("issue", "parent"))
    issues = current_issue_first({section.issue_id: section.issue for section in sections}.values())
    order = {issue.pk: position for position, issue in enumerate(issues)}
    divided = {section.parent_id for section in sections}
    whole = [section for section in sections if section.pk not in divided]
    return sorted(whole, key=lambda section: (order[section.issue_id], *_reading_order(section)))


@dataclass(frozen=True, slots=True)
class Target:
    """A section or part that entries of an issue can be moved to, and the keys of the kinds that it takes."""

    key: int
    label: str
    kinds: str


def targets(issue: Issue) -> list[Target]:
    """All sections and parts of the issues in work, those of this issue first. Two queries."""
    rows = _with_room(Section.objects.filter(issue__status__in=EDITABLE), []).select_related(
        "issue", "parent"
    )
    sections = list(rows)
    others = current_issue_first({s.issue_id: s.issue for s in sections if s.issue_id != issue.pk}.values())
    order = {issue.pk: -1} | {other.pk: position for position, other in enumerate(others)}
    sections.sort(key=lambda section: (order[section.issue_id], *_reading_order(section)))
    return [
        Target(
            section.pk, label(section, own=issue), " ".join(k.key for k in section.section_kind.entry_kinds)
        )
        for section in sections
    ]


def label(section: Section, *, own: Issue | None = None) -> str:
    """第15期（2026年12月15日） · 理论优选 · 论文摘要选登; 本期 · 理论优选 · 论文摘要选登"""
    names = [section.parent.title] if section.parent else []
    issue = "本期" if section.issue == own else f"{section.issue}（{format_day(section.issue.date)}）"
    return " · ".join([issue, *names, section.title])


def choices(sections: Sequence[Section]) -> list[tuple[str, str]]:
    """Without a blank choice if there is only one section; among several the user has to choose."""
    options = [(str(section.pk), label(section)) for section in sections]
    return options if len(options) == 1 else [("", NONE_CHOSEN), *options]


def chosen(key: str | None, kinds: Collection[EntryKind]) -> Section:
    """The chosen section. Raises `Misplaced` if none was chosen, or one that does not take all these kinds."""
    section = Section.objects.select_related("issue", "parent").filter(pk=posted.number(key)).first()
    if section is None:
        raise Misplaced(GONE if key else why_none(kinds))
    for kind in kinds:
        if not fits(kind.key, section):
            raise Misplaced(f"{kind.label}不能放进“{section.title}”栏目，请另选一处。")
    return section


def why_none(kinds: Collection[EntryKind]) -> str:
    if destinations(kinds):
        return NOT_CHOSEN
    labels = "、".join(kind.label for kind in kinds)
    return NO_SECTION.format(labels) if Issue.objects.editable().exists() else NO_ISSUE


class DestinationField(forms.ChoiceField):
    """A choice of `destinations`. The value is the key of the section as text; `chosen` checks it and gives the reason of a
    refusal."""

    def __init__(
        self, kinds: Collection[EntryKind], *, first: str = "", also: Section | None = None, **kwargs: Any
    ) -> None:
        """`first` is the label of the blank choice. `also` is a section that is offered in any case."""
        sections = destinations(kinds)
        options = choices([also, *sections] if also and also not in sections else sections)
        if first:
            options = [("", first), *(choice for choice in options if choice[0])]
        super().__init__(choices=options, required=False, **kwargs)

    def valid_value(self, value: object) -> bool:
        return True


def _with_room(rows: "QuerySet[Section]", kinds: Collection[EntryKind]) -> "QuerySet[Section]":
    """Leaves out parts that belong to a single entry: an entry that names its own part can only be moved to the section."""
    if any(entry_model(kind).names_its_part for kind in kinds):
        return rows.filter(parent=None)
    for kind in entry_kinds():
        if entry_model(kind).names_its_part:
            rows = rows.exclude(Q(pk__in=entry_model(kind).objects.exclude(section=None).values("section")))
    return rows


def _reading_order(section: Section) -> tuple[int, ...]:
    """A section comes before its parts."""
    above = section.parent or section
    inside = (1, section.position) if section.parent else (0, 0)
    return (above.position, above.pk, *inside, section.pk)
