"""The progress of the current issue, for the front page."""

from dataclasses import dataclass

from issues.dashboard.current_issue import current_issue_first
from issues.dashboard.sections import SectionProgress, by_section
from issues.dashboard.workload import IN_WORK, Due, Workload, days_until, workloads
from issues.editing.entry_rows import entry_rows
from issues.models import Issue
from issues.reviewing.rounds import planned_stages

LATEST_FIRST = ("-date", "-number")


@dataclass(frozen=True, slots=True)
class Stage:
    name: str
    state: str
    """passed, waiting or coming"""
    who: str = ""


@dataclass(frozen=True, slots=True)
class Progress:
    """`written` of its `total` entries are complete. `passed` and `needing_change` count entries, `open` counts comments."""

    issue: Issue
    total: int
    written: int
    passed: int
    needing_change: int
    open: int
    stages: list[Stage]
    dues: list[Due]
    others: list[Issue]
    """The other issues in work, the latest first."""
    sections: list[SectionProgress]

    @property
    def title(self) -> str:
        """The heading above the issue."""
        if self.issue.is_correction and self.is_in_work:
            return "正在勘误的一期"
        if self.is_in_work:
            return "正在编审的一期"
        return "最近发布的一期" if self.issue.status == Issue.Status.PUBLISHED else "最近的一期"

    @property
    def is_in_work(self) -> bool:
        return self.issue.status in IN_WORK

    @property
    def countdown(self) -> str:
        """Days to the date of the issue; "" once it is published."""
        if not self.is_in_work or self.issue.is_correction:
            return ""
        days = days_until(self.issue.date)
        return "今天出刊" if days == 0 else f"还有 {days} 天出刊" if days > 0 else f"已过出刊日期 {-days} 天"


def current_progress() -> Progress | None:
    """The progress of the current issue; where no issue is in work, of the latest that was published."""
    in_work = current_issue_first(Issue.objects.filter(status__in=IN_WORK))
    latest = () if in_work else Issue.objects.published().order_by(*LATEST_FIRST)[:1]
    current = next(iter([*in_work, *latest]), None)
    if current is None:
        return None
    others = sorted(in_work[1:], key=lambda issue: (issue.date, issue.number), reverse=True)
    return progress_of(workloads(Issue.objects.filter(pk=current.pk))[0], others)


def progress_of(work: Workload, others: list[Issue]) -> Progress:
    rows = entry_rows(work.issue)
    here = {row.uid for row in rows}
    return Progress(
        issue=work.issue,
        total=len(rows),
        written=sum(not row.missing for row in rows),
        passed=len(here.intersection(work.passed)),
        needing_change=len(here.intersection(work.needing_change)),
        open=len(work.open),
        stages=_stages(work.issue),
        dues=_dues(work),
        others=others,
        sections=by_section(work, rows),
    )


def _stages(issue: Issue) -> list[Stage]:
    """Empty where there is only one stage: the status shows the same."""
    if issue.status not in IN_WORK:
        return []
    is_begun = issue.status in (Issue.Status.SUBMITTED, Issue.Status.APPROVED)
    planned = issue.stages if is_begun else planned_stages()
    names = {signed["stage"]: signed["name"] for signed in issue.signatures}
    stages = [_stage(issue, str(plan["name"]), index, names) for index, plan in enumerate(planned)]
    return stages if len(stages) > 1 else []


def _stage(issue: Issue, name: str, index: int, names: dict[str, str]) -> Stage:
    if name in names:
        return Stage(name, "passed", names[name])
    is_present = issue.status == Issue.Status.SUBMITTED and index == issue.stage
    return Stage(name, "waiting" if is_present else "coming")


def _dues(work: Workload) -> list[Due]:
    """The deadlines of the work that is still to be done."""
    if work.issue.is_editable:
        return [due for due in (work.submit_due, work.review_due) if due]
    if work.issue.status == Issue.Status.SUBMITTED:
        return [due for due in (work.review_due,) if due]
    return []
