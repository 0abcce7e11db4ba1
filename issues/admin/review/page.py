"""What the review page shows, from a constant number of queries."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

from django.contrib.auth.models import User
from django.db.models import Prefetch, prefetch_related_objects

from issues.admin.compose.steps import Step, Tally, steps_of
from issues.admin.review.baseline import baseline_of
from issues.admin.review.changes import Changes, changes_of, lost_headings, marked
from issues.admin.review.entry_panel import EntryPanel, EntryPanels, Kept
from issues.admin.review.navigation import Ahead, ahead_of, places_of
from issues.admin.review.tasks import Progress, Task, is_left, is_pending, progress_of, tasks_of
from issues.admin.review.text import Heading, Passage, stretches_of
from issues.document import Document
from issues.document.outline import OutlineSection
from issues.editing.building import build_document
from issues.editing.entry_rows import EntryRow, entry_rows
from issues.models import Issue, Transition
from issues.workflow.actions import remarks_of
from issues.workflow.hints import hint_for
from issues.workflow.remarks import Remark

TASKS_SHOWN = 6


@dataclass(frozen=True, slots=True)
class Line:
    """An entry's text with what stands beside it. `is_pending` for whoever looks at the page; `is_left` where that
    person has still to act on it, too."""

    passage: Passage
    beside: EntryPanel
    is_pending: bool
    is_left: bool


@dataclass(frozen=True, slots=True)
class Stretch:
    level: int
    heading: Heading
    lines: list[Line]

    @property
    def passes(self) -> list[str]:
        """What can be passed below this heading in one go."""
        return [line.beside.passes for line in self.lines if line.beside.passes]

    @property
    def is_judged(self) -> bool:
        return any(line.beside.can_judge for line in self.lines)

    @property
    def can_pass_all(self) -> bool:
        """The button of one entry alone stands at that entry."""
        return len(self.passes) > 1

    @property
    def name(self) -> str:
        return "本栏目" if self.level == 2 else "本小标题"


@dataclass(frozen=True, slots=True)
class ReviewPage:
    """`headings` are the changed ones, `lost_headings` those of sections and parts that are no more. `whole_block` is beside
    the issue as such, `gone` beside entries that are neither here nor in what it is compared with."""

    issue: Issue
    document: Document
    outline: list[OutlineSection]
    changes: Changes
    masthead: list[tuple[str, str]]
    headings: list[Heading]
    lost_headings: list[str]
    stretches: list[Stretch]
    whole: EntryPanel
    gone: list[EntryPanel]
    progress: Progress
    ahead: Ahead
    whole_is_left: bool
    tasks: list[Task]
    steps: list[Step]
    remarks: list[Remark]
    hint: str
    why_not_judge: str
    can_judge: bool
    can_edit: bool
    unwritten: list[EntryRow]

    @property
    def is_changed(self) -> bool:
        return bool(self.changes.listed or self.masthead or self.has_changed_headings)

    @property
    def has_changed_headings(self) -> bool:
        return bool(self.headings or self.lost_headings)

    @property
    def compared(self) -> str:
        """What changed since the baseline, in a sentence; "" where there is nothing to compare with."""
        if not self.changes.baseline:
            return ""
        parts = [
            self.changes.told or "条目没有改动",
            "栏目有改动" if self.has_changed_headings else "",
            "刊头有改动" if self.masthead else "",
        ]
        return f"与{self.changes.baseline.told}相比：{'；'.join(filter(None, parts))}。"

    @property
    def progress_told(self) -> str:
        """Marks are counted for those who set them, and for others once there are any."""
        counts_marks = self.progress.is_begun or self.can_judge
        entries = f"{self.progress.of_entries} " if counts_marks else ""
        return entries + self.progress.of_threads

    @property
    def masthead_labels(self) -> str:
        return "、".join(label for label, _ in self.masthead)

    @property
    def first_tasks(self) -> list[Task]:
        return self.tasks[:TASKS_SHOWN]

    @property
    def more_tasks(self) -> list[Task]:
        """Folded away."""
        return self.tasks[TASKS_SHOWN:]

    @property
    def lines(self) -> list[Line]:
        return [line for stretch in self.stretches for line in stretch.lines]


@dataclass
class _Making:
    issue: Issue
    user: User
    kept: Kept = field(default_factory=dict)

    def __post_init__(self) -> None:
        history = Transition.objects.select_related("actor")
        prefetch_related_objects([self.issue], Prefetch("transitions", queryset=history))
        self.rows = entry_rows(self.issue) if _may_mend(self.issue, self.user) else []
        self.document = build_document(self.issue)
        self.headings = {entry.uid: heading for entry, heading in self.document.headings()}
        baseline = baseline_of(self.issue, list(self.issue.transitions.all()))
        self.changes = changes_of(self.document, baseline, self.headings)
        self.sides = EntryPanels(self.issue, self.user, {row.uid: row for row in self.rows}, self.kept)

    def lines(self, passages: Iterable[Passage]) -> list[Line]:
        return [self._line(passage) for passage in passages]

    def _line(self, passage: Passage) -> Line:
        uid = passage.uid
        if passage.is_removed:
            beside = self.sides.of_none(uid, passage.entry.heading)
        else:
            beside = self.sides.of(passage.entry, self.headings[uid], passage.html)
        pending = is_pending(beside, can_judge=self.sides.can_judge)
        return Line(passage, beside, pending, self.is_left(beside))

    def is_left(self, beside: EntryPanel) -> bool:
        return is_left(beside, can_edit=self.sides.can_edit, can_judge=self.sides.can_judge)

    def ahead(
        self, outline: list[OutlineSection], stretches: list[Stretch], besides: list[EntryPanel]
    ) -> Ahead:
        left_below = [sum(line.is_left for line in stretch.lines) for stretch in stretches]
        return ahead_of(
            self.issue,
            places_of(outline, left_below),
            [beside for beside in besides if self.is_left(beside)],
            can_edit=self.sides.can_edit,
            can_judge=self.sides.can_judge,
        )

    def gone(self, shown: Iterable[UUID]) -> list[EntryPanel]:
        here = {None, *shown}
        return [self.sides.of_none(uid, "已移出的条目") for uid in self.sides.threads if uid not in here]


def _may_mend(issue: Issue, user: User) -> bool:
    """Nobody else asks for addresses of forms, or for what is still to be written."""
    return issue.is_editable and user.has_perm("issues.change_issue")


def review_page(issue: Issue, user: User, *, kept: Kept | None = None) -> ReviewPage:
    making = _Making(issue, user, kept or {})
    outline, found = stretches_of(making.document, making.changes)
    stretches = [Stretch(s.level, s.heading, making.lines(s.passages)) for s in found]
    lines = [line for stretch in stretches for line in stretch.lines]
    whole = making.sides.of_none(None, "对本期的总体意见")
    gone = making.gone(line.passage.uid for line in lines)
    besides = [whole, *(line.beside for line in lines), *gone]
    progress = progress_of(besides)
    unfinished = sum(bool(row.missing) for row in making.rows)
    tally = Tally(
        total=progress.entries,
        unfinished=unfinished,
        open=progress.open,
        unresolved=progress.unresolved,
        needs_change=progress.needs_change,
        untouched=sum(beside.must_change for beside in besides),
        marked=sum(beside.is_of_now for beside in besides),
        unmarked=tuple(line.beside.heading for line in lines if not line.beside.mark),
        refusal=making.sides.why_not_judge,
    )
    return ReviewPage(
        issue=issue,
        document=making.document,
        outline=outline,
        changes=making.changes,
        masthead=[(field.label, marked(field)) for field in making.changes.masthead],
        headings=[s.heading for s in stretches if s.heading.change],
        lost_headings=lost_headings(making.changes.comparison),
        stretches=stretches,
        whole=whole,
        gone=gone,
        progress=progress,
        ahead=making.ahead(outline, stretches, besides),
        whole_is_left=making.is_left(whole),
        tasks=tasks_of(besides, can_edit=making.sides.can_edit, can_judge=making.sides.can_judge),
        steps=steps_of(issue, user, tally),
        remarks=remarks_of(issue),
        hint=hint_for(issue, user),
        why_not_judge=making.sides.why_not_judge,
        can_judge=making.sides.can_judge,
        can_edit=making.sides.can_edit,
        unwritten=[row for row in making.rows if row.missing],
    )
