"""What is asked of whoever opens the page, in order, and how far the review has come."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from issues.admin.review.entry_panel import EntryPanel
from issues.admin.review.threads import ThreadView
from issues.models import Thread
from issues.office_urls import thread_anchor

State = Thread.State
SHOWN = 50


@dataclass(frozen=True, slots=True)
class Task:
    """`talk` is the comment to be answered or settled; without one it is the entry's mark that asks."""

    beside: EntryPanel
    told: str
    talk: ThreadView | None = None

    @property
    def anchor(self) -> str:
        return thread_anchor(self.talk.pk) if self.talk else self.beside.anchor


@dataclass(frozen=True, slots=True)
class Progress:
    """Entries by mark, threads by state."""

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
        """Whether any entry is marked."""
        return bool(self.passed or self.needs_change)

    @property
    def of_entries(self) -> str:
        return f"共 {self.entries} 条：通过 {self.passed} 条，需修改 {self.needs_change} 条，未标记 {self.unmarked} 条。"

    @property
    def of_threads(self) -> str:
        if not self.threads:
            return "还没有审稿意见。"
        return (
            f"审稿意见 {self.threads} 条：待回复 {self.open} 条，已回复 {self.answered} 条，"
            f"已解决 {self.resolved} 条。"
        )


def progress_of(besides: Sequence[EntryPanel]) -> Progress:
    """For whoever judges, a pass counts that this stage gave: each stage reads for itself."""
    states = [talk.state for beside in besides for talk in beside.talks]
    here = [beside for beside in besides if beside.digest]
    return Progress(
        entries=len(here),
        passed=sum(
            beside.is_passed and (beside.is_of_now if beside.can_judge else not beside.has_changed)
            for beside in here
        ),
        needs_change=sum(beside.needs_change for beside in here),
        open=states.count(State.OPEN),
        answered=states.count(State.ANSWERED),
        resolved=states.count(State.RESOLVED),
    )


def tasks_of(besides: Iterable[EntryPanel], *, can_edit: bool, can_judge: bool) -> list[Task]:
    """An editor answers and mends; a reviewer looks again at what was answered and what changed."""
    wanted = _to_mend if can_edit else _to_settle if can_judge else None
    return [task for beside in besides for task in wanted(beside)] if wanted else []


def is_pending(beside: EntryPanel, *, can_judge: bool) -> bool:
    """For a reviewer all that is not passed as it stands, or not settled; else what is to be answered."""
    if can_judge and beside.digest:
        return not (beside.is_passed and beside.is_of_now) or bool(beside.unresolved)
    return bool(beside.must_change or beside.open_talks)


def is_left(beside: EntryPanel, *, can_edit: bool, can_judge: bool) -> bool:
    """Whether this person has still to look at it: a reviewer to judge, an editor to answer or to mend."""
    if can_judge:
        return bool(beside.digest and not beside.is_of_now) or beside.has_answers
    return can_edit and bool(beside.must_change or beside.open_talks)


def _to_mend(beside: EntryPanel) -> Iterator[Task]:
    if beside.must_change and not beside.open_talks:
        yield Task(beside, "标为需修改")
    yield from (Task(beside, f"“{_excerpt(talk)}”", talk) for talk in beside.open_talks)


def _to_settle(beside: EntryPanel) -> Iterator[Task]:
    answered = [talk for talk in beside.talks if talk.state == State.ANSWERED]
    if beside.has_changed and not answered:
        yield Task(beside, f"{beside.has_changed}，请再看")
    elif beside.must_change and not beside.is_of_now and not answered:
        yield Task(beside, "标为需修改，还没有改动")
    changed = f"{beside.has_changed}；" if beside.has_changed else ""
    yield from (Task(beside, f"{changed}已回复“{_excerpt(talk)}”", talk) for talk in answered)


def _excerpt(talk: ThreadView) -> str:
    """The beginning of what was said last."""
    text = talk.said[-1].text or talk.first.text
    return text[:SHOWN] + ("…" if len(text) > SHOWN else "")
