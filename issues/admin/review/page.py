"""What the review page shows, from a constant number of queries."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.contrib.auth.models import User
from django.db.models import Prefetch, prefetch_related_objects

from issues.admin.compose.workflow_panel import WorkflowPanel, workflow_panel
from issues.admin.review.baseline import baseline_of
from issues.admin.review.change_summary import ChangeSummary, change_summary
from issues.admin.review.changes import Changes, changes_of
from issues.admin.review.entry_panel import Access, EntryPanel, EntryPanels, UnsavedText, entry_panels
from issues.admin.review.navigation import Navigation, navigation_of, section_links
from issues.admin.review.tasks import Progress, TaskList, is_pending, needs_action, progress_of, tasks_of
from issues.admin.review.text import Heading, Passage, passage_groups
from issues.document import Document
from issues.document.outline import OutlineSection
from issues.editing.building import build_document
from issues.editing.entry_rows import EntryRow, entry_rows
from issues.models import Issue, Transition
from issues.workflow.tally import Tally


@dataclass(frozen=True, slots=True)
class Line:
    """An entry's text with its panel. `is_pending`: its review is not finished. `needs_action`: this person still has
    to act on it."""

    passage: Passage
    panel: EntryPanel
    is_pending: bool
    needs_action: bool


@dataclass(frozen=True, slots=True)
class LineGroup:
    """The entries below one heading; `level` is that of the heading."""

    level: int
    heading: Heading
    lines: list[Line]

    @property
    def pass_values(self) -> list[str]:
        """The value that the button for passing all of them posts."""
        return [line.panel.pass_value for line in self.lines if line.panel.pass_value]

    @property
    def is_judged(self) -> bool:
        return any(line.panel.can_judge for line in self.lines)

    @property
    def can_pass_all(self) -> bool:
        """A single entry has its own button, so none is needed for the section."""
        return len(self.pass_values) > 1

    @property
    def name(self) -> str:
        return "本栏目" if self.level == 2 else "本小标题"


@dataclass(frozen=True, slots=True)
class ReviewText:
    """The issue as it will be read. `removed` are the panels of entries that have comments, but are neither in the
    issue nor in what it is compared with."""

    outline: list[OutlineSection]
    groups: list[LineGroup]
    removed: list[EntryPanel]

    @property
    def lines(self) -> list[Line]:
        return [line for group in self.groups for line in group.lines]


@dataclass(frozen=True, slots=True)
class ReviewPage:
    """`general` is the panel of the issue itself, for comments that are about no single entry."""

    issue: Issue
    document: Document
    access: Access
    text: ReviewText
    changes: ChangeSummary
    general: EntryPanel
    progress: Progress
    navigation: Navigation
    tasks: TaskList
    workflow: WorkflowPanel

    @property
    def general_needs_action(self) -> bool:
        return needs_action(self.general, self.access)

    @property
    def progress_text(self) -> str:
        """Shows the counts of verdicts to reviewers, and to others once there are any."""
        counts_verdicts = self.progress.is_begun or self.access.can_judge
        entries = f"{self.progress.entry_counts} " if counts_verdicts else ""
        return entries + self.progress.thread_counts


def review_page(issue: Issue, user: User, *, unsaved: UnsavedText | None = None) -> ReviewPage:
    history = Transition.objects.select_related("actor")
    prefetch_related_objects([issue], Prefetch("transitions", queryset=history))
    rows = entry_rows(issue) if _may_edit(issue, user) else []
    document = build_document(issue)
    headings = {entry.uid: heading for entry, heading in document.headings()}
    changes = changes_of(document, baseline_of(issue, list(issue.transitions.all())), headings)
    makers = entry_panels(issue, user, rows={row.uid: row for row in rows}, unsaved=unsaved)
    access, text = makers.access, _text(document, changes, headings, makers)
    general = makers.without_text(None, "对本期的总体意见")
    panels = [general, *(line.panel for line in text.lines), *text.removed]
    progress = progress_of(panels)
    tally = _tally(rows, text, panels, progress, access)
    return ReviewPage(
        issue=issue,
        document=document,
        access=access,
        text=text,
        changes=change_summary(changes, [group.heading for group in text.groups]),
        general=general,
        progress=progress,
        navigation=_navigation(issue, text, panels, access),
        tasks=tasks_of(panels, access),
        workflow=workflow_panel(issue, user, tally, [row for row in rows if row.missing]),
    )


def _may_edit(issue: Issue, user: User) -> bool:
    """Only users who may act need the addresses of forms and the list of unfinished entries."""
    return issue.is_editable and user.has_perm("issues.change_issue")


def _text(
    document: Document, changes: Changes, headings: Mapping[UUID, str], panels: EntryPanels
) -> ReviewText:
    outline, groups = passage_groups(document, changes)

    def line(passage: Passage) -> Line:
        if passage.is_removed:
            panel = panels.without_text(passage.uid, passage.entry.heading)
        else:
            panel = panels.of(passage.entry, headings[passage.uid], passage.html)
        access = panels.access
        return Line(passage, panel, is_pending(panel, access), needs_action(panel, access))

    shown = [LineGroup(group.level, group.heading, [line(p) for p in group.passages]) for group in groups]
    here = {None, *(line.passage.uid for group in shown for line in group.lines)}
    absent = [uid for uid in panels.conversations if uid not in here]
    return ReviewText(outline, shown, [panels.without_text(uid, "已移出的条目") for uid in absent])


def _navigation(issue: Issue, text: ReviewText, panels: Sequence[EntryPanel], access: Access) -> Navigation:
    remaining = [sum(line.needs_action for line in group.lines) for group in text.groups]
    waiting = [panel for panel in panels if needs_action(panel, access)]
    return navigation_of(issue, section_links(text.outline, remaining), waiting, access)


def _tally(
    rows: Sequence[EntryRow],
    text: ReviewText,
    panels: Sequence[EntryPanel],
    progress: Progress,
    access: Access,
) -> Tally:
    return Tally(
        total=progress.entries,
        unfinished=sum(bool(row.missing) for row in rows),
        open=progress.open,
        unresolved=progress.unresolved,
        needs_change=progress.needs_change,
        untouched=sum(panel.must_change for panel in panels),
        marked=sum(panel.has_current_verdict for panel in panels),
        unmarked=tuple(line.panel.heading for line in text.lines if not line.panel.verdict),
        why_refused=access.why_not_judge,
    )
