"""What this person is asked to do on the review page, in order, and how far the review has come."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from issues.admin.review.entry_panel import Access, EntryPanel
from issues.admin.review.threads import ThreadView
from issues.models import Thread
from issues.office_urls import thread_anchor

State = Thread.State
EXCERPT = 50
TASKS_SHOWN = 6
"""More are folded."""


@dataclass(frozen=True, slots=True)
class Task:
    """`thread` is the one to answer or to resolve; None where the verdict of the entry is the reason."""

    panel: EntryPanel
    reason: str
    thread: ThreadView | None = None

    @property
    def anchor(self) -> str:
        return thread_anchor(self.thread.pk) if self.thread else self.panel.anchor


@dataclass(frozen=True, slots=True)
class TaskList:
    tasks: list[Task]

    @property
    def count(self) -> int:
        return len(self.tasks)

    @property
    def first(self) -> list[Task]:
        return self.tasks[:TASKS_SHOWN]

    @property
    def more(self) -> list[Task]:
        """The folded ones."""
        return self.tasks[TASKS_SHOWN:]


@dataclass(frozen=True, slots=True)
class Progress:
    """Entries by verdict, threads by state."""

    entries: int
    passed: int
    needs_change: int
    open: int
    answered: int
    resolved: int

    @property
    def unmarked(self) -> int:
        return self.entries - self.passed - self.needs_change

    @property
    def threads(self) -> int:
        return self.open + self.answered + self.resolved

    @property
    def unresolved(self) -> int:
        return self.open + self.answered

    @property
    def is_begun(self) -> bool:
        """Whether any entry has a verdict."""
        return bool(self.passed or self.needs_change)

    @property
    def entry_counts(self) -> str:
        return f"共 {self.entries} 条：通过 {self.passed} 条，需修改 {self.needs_change} 条，未标记 {self.unmarked} 条。"

    @property
    def thread_counts(self) -> str:
        if not self.threads:
            return "还没有审稿意见。"
        return (
            f"审稿意见 {self.threads} 条：待回复 {self.open} 条，已回复 {self.answered} 条，"
            f"已解决 {self.resolved} 条。"
        )


def progress_of(panels: Sequence[EntryPanel]) -> Progress:
    """For a reviewer only the passes of this stage count: every stage reads for itself."""
    states = [thread.state for panel in panels for thread in panel.threads]
    here = [panel for panel in panels if panel.digest]
    return Progress(
        entries=len(here),
        passed=sum(
            panel.is_passed and (panel.has_current_verdict if panel.can_judge else not panel.change_label)
            for panel in here
        ),
        needs_change=sum(panel.needs_change for panel in here),
        open=states.count(State.OPEN),
        answered=states.count(State.ANSWERED),
        resolved=states.count(State.RESOLVED),
    )


def tasks_of(panels: Iterable[EntryPanel], access: Access) -> TaskList:
    """An editor answers and corrects; a reviewer looks again at what was answered and what changed."""
    if access.can_edit:
        return TaskList([task for panel in panels for task in _of_editor(panel)])
    if access.can_judge:
        return TaskList([task for panel in panels for task in _of_reviewer(panel)])
    return TaskList([])


def is_pending(panel: EntryPanel, access: Access) -> bool:
    """For a reviewer: it has not passed as it is now, or a thread is unresolved. For others: it has to be answered."""
    if access.can_judge and panel.digest:
        return not (panel.is_passed and panel.has_current_verdict) or bool(panel.unresolved)
    return bool(panel.must_change or panel.open_threads)


def needs_action(panel: EntryPanel, access: Access) -> bool:
    """Whether this person still has to act: a reviewer to judge, an editor to answer or to correct."""
    if access.can_judge:
        return bool(panel.digest and not panel.has_current_verdict) or panel.has_answers
    return access.can_edit and bool(panel.must_change or panel.open_threads)


def _of_editor(panel: EntryPanel) -> Iterator[Task]:
    if panel.must_change and not panel.open_threads:
        yield Task(panel, "标为需修改")
    yield from (Task(panel, f"“{_excerpt(thread)}”", thread) for thread in panel.open_threads)


def _of_reviewer(panel: EntryPanel) -> Iterator[Task]:
    answered = [thread for thread in panel.threads if thread.state == State.ANSWERED]
    if panel.change_label and not answered:
        yield Task(panel, f"{panel.change_label}，请再看")
    elif panel.must_change and not panel.has_current_verdict and not answered:
        yield Task(panel, "标为需修改，还没有改动")
    changed = f"{panel.change_label}；" if panel.change_label else ""
    yield from (Task(panel, f"{changed}已回复“{_excerpt(thread)}”", thread) for thread in answered)


def _excerpt(thread: ThreadView) -> str:
    """The beginning of the last comment, or of the first where the last has no text."""
    text = thread.comments[-1].text or thread.first.text
    return text[:EXCERPT] + ("…" if len(text) > EXCERPT else "")
