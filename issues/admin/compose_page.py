"""What the compose page shows: the whole issue in reading order, from four queries whatever its size."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.contrib.auth.models import User
from django.db.models import Prefetch, prefetch_related_objects
from django.urls import reverse

from issues.entry_rows import EntryRow, entry_rows
from issues.models import Issue, Section, Transition
from issues.outline import numeral
from issues.review import why_not_approve
from issues.sections import EntryKind, SectionKind, section_kinds
from issues.workflow import ACTIONS, Action, available_actions, signature


@dataclass(frozen=True, slots=True)
class Line:
    """One entry; `number` is its place from 1."""

    number: int
    row: EntryRow
    address: str
    is_first: bool
    is_last: bool

    @property
    def anchor(self) -> str:
        return anchor(self.row.uid)

    @property
    def delete_address(self) -> str:
        return f"{self.address.removesuffix('change/')}delete/"


@dataclass(frozen=True, slots=True)
class Adder:
    kind: EntryKind
    address: str


@dataclass(frozen=True, slots=True)
class Group:
    """A section or a part: `label` is 一、 or （一）, "" where it is empty and will not be printed."""

    section: Section
    label: str
    lines: list[Line]
    parts: list["Group"]
    adders: list[Adder]
    is_first: bool
    is_last: bool

    @property
    def kinds(self) -> str:
        return " ".join(kind.key for kind in self.section.section_kind.entry_kinds)

    @property
    def is_empty(self) -> bool:
        return not self.lines and not any(part.lines for part in self.parts)

    @property
    def has_parts(self) -> bool:
        return self.section.parent_id is None and self.section.section_kind.has_parts


@dataclass(frozen=True, slots=True)
class Step:
    """A workflow button; `obstacle` says why it would be refused now."""

    action: Action
    obstacle: str

    @property
    def consequence(self) -> str:
        """What to know before confirming; "" where the button acts at once, as it can be undone."""
        return CONSEQUENCES.get(self.action.key, "")

    @property
    def note_label(self) -> str:
        return f"{self.action.needs_note}（必填）" if self.action.needs_note else "附言（可不填）"

    @property
    def is_minor(self) -> bool:
        """Not where the work usually goes next."""
        return self.action.key in ("recall", "return", "withdraw", "correct")


CONSEQUENCES = {
    "approve": "通过即由您署名，所签的就是现在这份内容；以后再有改动，都要重新送审。",
    "return": "退回后编辑可以修改本期，改好再送审。",
    "publish": "发布后读者马上可以看到本期，内容不能再改，只能发起勘误。",
    "withdraw": "撤下后读者看不到本期的内容，只看到撤下的说明。",
    "correct": "会在已发布内容的基础上开始新的一版，改好、审过、发布之后才替换读者看到的内容。",
}


@dataclass(frozen=True, slots=True)
class Event:
    record: Transition
    label: str
    who: str


@dataclass(frozen=True, slots=True)
class ComposePage:
    issue: Issue
    groups: list[Group]
    total: int
    unfinished: int
    steps: list[Step]
    events: list[Event]
    can_edit: bool
    hint: str
    missing_kinds: list[SectionKind]


def compose_page(issue: Issue, user: User, *, can_edit: bool) -> ComposePage:
    sections = list(issue.sections.order_by("position", "pk"))
    for section in sections:
        section.issue = issue
    rows = entry_rows(issue)
    history = Transition.objects.select_related("actor")
    prefetch_related_objects([issue], Prefetch("transitions", queryset=history))
    unfinished = sum(bool(row.missing) for row in rows)
    present = {section.kind for section in sections}
    return ComposePage(
        issue=issue,
        groups=_groups(sections, rows, user),
        total=len(rows),
        unfinished=unfinished,
        steps=[
            _step(action, issue, user, len(rows), unfinished) for action in available_actions(issue, user)
        ],
        events=[_event(record) for record in issue.transitions.all()],
        can_edit=can_edit,
        hint=HINTS.get(issue.status, "") if user.has_perm("issues.change_issue") else "",
        missing_kinds=[kind for kind in section_kinds() if kind.key not in present],
    )


HINTS = {
    Issue.Status.SUBMITTED: "已送审，内容已锁定。如需修改，请先“撤回送审”。",
    Issue.Status.RETURNED: "审核退回修改：请看下面“流转记录”里的退回原因，改好后重新送审。",
    Issue.Status.APPROVED: "审核已通过，内容已锁定，可以发布。如需修改，请由审核“退回修改”。",
    Issue.Status.PUBLISHED: "已发布，内容已锁定。如有差错，请发起“勘误”，改好后重新送审、发布。",
    Issue.Status.WITHDRAWN: "已撤下，读者现在看不到本期。改正后可通过“勘误”重新发布。",
}


def anchor(uid: object) -> str:
    return f"e-{uid}"


def _step(action: Action, issue: Issue, user: User, total: int, unfinished: int) -> Step:
    obstacle: str | None = None
    if action.key == "approve":
        obstacle = why_not_approve(issue, user)
    elif action.key == "submit" and not total:
        obstacle = "本期还没有条目"
    elif action.key == "submit" and unfinished:
        obstacle = f"还有 {unfinished} 条没有写完，见下面红字"
    return Step(action, obstacle or "")


def _event(record: Transition) -> Event:
    action = ACTIONS.get(record.action)
    return Event(record, action.label if action else record.action, signature(record.actor))


def _groups(sections: list[Section], rows: list[EntryRow], user: User) -> list[Group]:
    lines, parts, adders = _lines(rows), defaultdict(list), _AddLinks(user)
    for section in sections:
        parts[section.parent_id].append(section)

    def grouped(siblings: list[Section], form: str) -> Iterator[Group]:
        printed = 0
        for place, section in enumerate(siblings):
            inner = list(grouped(parts[section.pk], "（{}）"))
            filled = bool(lines[section.pk] or any(part.lines for part in inner))
            printed += filled
            yield Group(
                section=section,
                label=form.format(numeral(printed)) if filled else "",
                lines=lines[section.pk],
                parts=inner,
                adders=adders.into(section, lines[section.pk]),
                is_first=place == 0,
                is_last=place == len(siblings) - 1,
            )

    return list(grouped(parts[None], "{}、"))


def _lines(rows: Iterable[EntryRow]) -> dict[int, list[Line]]:
    by_section: dict[int, list[EntryRow]] = defaultdict(list)
    for row in rows:
        by_section[row.section_id or 0].append(row)
    found: dict[int, list[Line]] = defaultdict(list)
    for section_id, members in by_section.items():
        last = len(members)
        found[section_id] = [
            Line(number, row, entry_address(row), number == 1, number == last)
            for number, row in enumerate(members, 1)
        ]
    return found


def entry_address(row: EntryRow) -> str:
    return reverse(f"admin:{row.kind.model._meta.label_lower.replace('.', '_')}_change", args=[row.pk])


class _AddLinks:
    """The add pages that this person may use, by kind."""

    def __init__(self, user: User) -> None:
        self.user = user

    def into(self, section: Section, lines: list[Line]) -> list[Adder]:
        """A part is offered more of what it holds; an entry that names its part stays alone in it."""
        kinds = section.section_kind.entry_kinds
        if section.parent_id is not None and lines:
            held = {line.row.kind.key for line in lines}
            kinds = tuple(kind for kind in kinds if kind.key in held and not kind.model.names_its_part)
        return [
            Adder(kind, f"{reverse(f'admin:{_name(kind)}_add')}?section={section.pk}")
            for kind in kinds
            if self.user.has_perm(f"{kind.model._meta.app_label}.add_{kind.model._meta.model_name}")
        ]


def _name(kind: EntryKind) -> str:
    return kind.model._meta.label_lower.replace(".", "_")
