"""待办: the tasks of one person, the most urgent first. The number of queries does not grow with the issues."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from django.contrib.auth.models import User
from django.db.models import prefetch_related_objects
from django.utils import timezone

from issues.actor import signature
from issues.dashboard.workload import IN_WORK, Due, Workload, workloads
from issues.mail.configured import NOT_CONFIGURED, mail_is_configured
from issues.mail.wording import format_moment, shortened
from issues.models import Heartbeat, Issue, Letter, Thread, Transition
from issues.office_urls import (
    compose_address,
    entry_anchor,
    review_address,
    thread_anchor,
)
from issues.reviewing.rounds import ApprovalEffect, effect_of
from issues.reviewing.rules import why_not_approve
from issues.workflow.failed_schedule import SCHEDULE_FAILED, failed_schedule, failure_reason

S = Issue.Status
LONGEST = 120
GRACE = timedelta(minutes=2)


@dataclass(frozen=True, slots=True)
class Point:
    """One of several details of a task, with a link to it."""

    text: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """`kind` decides how it looks. `cause` is the transition that made it a task, `cause_label` what people call it;
    `link_text` is the text of its link."""

    issue: Issue
    kind: str
    what: str
    link_text: str
    address: str
    cause: Transition | None = None
    cause_label: str = ""
    note: str = ""
    due: Due | None = None
    points: tuple[Point, ...] = ()
    is_urgent: bool = False

    @property
    def who(self) -> str:
        return signature(self.cause.actor) if self.cause else ""

    @property
    def since(self) -> datetime | None:
        return self.cause.at if self.cause else None

    @property
    def urgency(self) -> tuple[bool, date, int]:
        return not self.is_urgent, self.due.on if self.due else date.max, -self.issue.number


def tasks_for(user: User) -> list[Task]:
    prefetch_related_objects([user], "groups")
    tasks = [
        task for work in workloads(Issue.objects.filter(status__in=IN_WORK)) for task in _tasks(work, user)
    ]
    return sorted(tasks, key=lambda task: task.urgency)


def _tasks(work: Workload, user: User) -> Iterator[Task]:
    match work.issue.status:
        case S.DRAFT if user.has_perm("issues.submit_issue"):
            yield from _drafted(work)
        case S.RETURNED if user.has_perm("issues.submit_issue"):
            yield _returned(work)
        case S.SUBMITTED:
            yield from _in_review(work, user)
        case S.APPROVED if user.has_perm("issues.publish_issue"):
            yield _approved(work, user)


def _drafted(work: Workload) -> Iterator[Task]:
    """A draft is a task only if it has a deadline or comments to answer."""
    if work.submit_due or work.open:
        yield Task(
            issue=work.issue,
            kind="draft",
            what="正在编写",
            link_text="去编写",
            address=compose_address(work.issue.pk),
            due=work.submit_due,
            points=_to_answer(work),
        )


def _returned(work: Workload) -> Task:
    cause = _cause(work)
    return Task(
        issue=work.issue,
        kind="returned",
        what="退回修改",
        link_text="去修改",
        address=review_address(work.issue.pk),
        cause=cause,
        cause_label="退回",
        note=shortened(cause.note, LONGEST) if cause else "",
        due=work.submit_due,
        points=(*_to_change(work), *_to_answer(work)),
    )


def _in_review(work: Workload, user: User) -> Iterator[Task]:
    """To review the issue or, for those who may not because they worked on it, to answer comments."""
    issue, cause = work.issue, _cause(work)
    effect = effect_of(cause) if cause else ApprovalEffect.NONE
    if user.has_perm("issues.review_issue") and why_not_approve(issue, user) is None:
        yield Task(
            issue=issue,
            kind="submitted",
            what=issue.standing,
            link_text=f"去{issue.stage_name}",
            address=review_address(issue.pk),
            cause=cause,
            cause_label=f"{cause.stage}通过" if cause and effect is ApprovalEffect.GIVEN else "送审",
            note=shortened(cause.note, LONGEST) if cause and effect is ApprovalEffect.ROUND_BEGUN else "",
            due=work.review_due,
            points=_answered(work, user),
        )
    elif user.has_perm("issues.change_issue") and work.open:
        yield Task(
            issue=issue,
            kind="submitted",
            what="审核中，有意见待回复",
            link_text="去回复",
            address=_to_answer(work)[0].address,
            points=_to_answer(work),
        )


def _approved(work: Workload, user: User) -> Task:
    issue = work.issue
    task = Task(
        issue=issue,
        kind="approved",
        what="可以发布",
        link_text="去发布",
        address=compose_address(issue.pk),
        cause=_cause(work),
        cause_label="审核通过",
        points=_to_answer(work) if user.has_perm("issues.change_issue") else (),
    )
    if record := failed_schedule(work.history):
        return _failed(task, record)
    return _scheduled(task, work, issue.publish_at) if issue.publish_at else task


def _failed(task: Task, last: Transition) -> Task:
    note = shortened(failure_reason(last), LONGEST)
    failed = replace(task, kind="failed", what=SCHEDULE_FAILED, link_text="去处理", is_urgent=True)
    return replace(failed, cause=last, cause_label="设定的定时发布没有成功", note=note)


def _scheduled(task: Task, work: Workload, at: datetime) -> Task:
    set_by = next((record for record in work.history if record.action == "schedule"), None)
    is_late = at < timezone.now() - GRACE
    note = "时间已过，还没有发布" if is_late else ""
    shown = replace(
        task, kind="scheduled", what=f"定于 {format_moment(at)} 发布", link_text="查看", is_urgent=is_late
    )
    return replace(shown, cause=set_by, cause_label="设定", note=note)


def _cause(work: Workload) -> Transition | None:
    """The transition that brought the issue to its status, or to its review stage."""
    here = (t for t in work.history if t.to_status == work.issue.status)
    return next(
        (t for t in here if t.from_status != t.to_status or effect_of(t) != ApprovalEffect.NONE), None
    )


def _to_answer(work: Workload) -> tuple[Point, ...]:
    if not (unanswered := work.open):
        return ()
    first, more = unanswered[0], "等" if len(unanswered) > 1 else ""
    text = f"{len(unanswered)} 条意见待回复：“{shortened(first.comments[-1].text, 40)}”{more}"
    return (Point(text, review_address(work.issue.pk, thread_anchor(first.thread.pk))),)


def _to_change(work: Workload) -> tuple[Point, ...]:
    if not (uids := work.needing_change):
        return ()
    return (Point(f"{len(uids)} 条需修改", review_address(work.issue.pk, entry_anchor(uids[0]))),)


def _answered(work: Workload, user: User) -> tuple[Point, ...]:
    """The comments of this person that were answered."""
    answered = [
        conversation for conversation in work.conversations if conversation.state == Thread.State.ANSWERED
    ]
    own = [conversation for conversation in answered if conversation.thread.raised_by_id == user.pk]
    if not own:
        return ()
    return (
        Point(
            f"您提的 {len(own)} 条意见已有回复",
            review_address(work.issue.pk, thread_anchor(own[0].thread.pk)),
        ),
    )


def problems_for(user: User) -> list[str]:
    """What is wrong with the server: the clock does not run, or mail is not sent."""
    problems = []
    if user.has_perm("issues.publish_issue") and _is_waiting_for_the_clock():
        next_step = (
            "请在服务器上启动 run_due。" if user.is_superuser else "到时请自己按“发布”，并告诉管理员。"
        )
        problems.append(f"定时发布现在不起作用：服务器上的定时程序没有运行。{next_step}")
    if user.is_superuser and not mail_is_configured():
        problems.append(NOT_CONFIGURED)
    if user.is_superuser and (count := Letter.objects.undelivered().count()):
        problems.append(f"有 {count} 封通知邮件没有发出，请到“通知邮件”里查看原因并重发。")
    return problems


def _is_waiting_for_the_clock() -> bool:
    return Issue.objects.exclude(publish_at=None).exists() and Heartbeat.is_silent()
