"""Who is mailed about an action of the workflow, and in which words: those who now have work to do, and those who no
longer have. An action that ends a reading also carries the review comments."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.contrib.auth.models import User
from django.urls import reverse

from issues.actor import signature
from issues.document.partial_date import format_day
from issues.editing.building import build_document
from issues.mail.wording import Headings, thread_texts
from issues.models import Comment, Deadlines, Issue, Letter, Transition
from issues.models.issue import Status
from issues.office_urls import compose_address, review_address, thread_anchor
from issues.reviewing.conversations import Conversation, conversations
from issues.reviewing.people import (
    active_users,
    editors_of,
    publishers_of,
    reviewers_of,
    users_with_permission,
)
from issues.reviewing.rounds import ApprovalEffect, actions_that
from issues.reviewing.verdicts import needing_change
from issues.workflow.failed_schedule import SCHEDULE_FAILED


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """One mail to several people. `subject` follows the issue's name in the subject; `action_text` follows the name of who
    acted in the first sentence, with the issue's name in its `{}`."""

    people: Iterable[User]
    subject: str
    action_text: str
    link: str
    paragraphs: tuple[str, ...] = ()


Notices = Callable[[Transition, Issue, bool], list[Notice]]
"""Gives the mails about a transition. `record.issue` is the issue before the action, the second argument the issue
after it; the third says whether the clock acted in somebody's name."""


def nobody(record: Transition, issue: Issue, by_clock: bool) -> list[Notice]:
    """The action changes nobody's work."""
    return []


def submitted(record: Transition, issue: Issue, by_clock: bool) -> list[Notice]:
    answered = [conversation for conversation in conversations(issue) if _is_new_answer(conversation, record)]
    raisers = active_users(
        (conversation.thread.raised_by_id for conversation in answered), "issues.view_issue"
    )
    answers = _comments(f"对意见的回复（{len(answered)} 条）：", issue, answered)
    return [
        Notice(
            people=reviewers_of(issue),
            subject=f"已送审，请{issue.stage_name}",
            action_text=f"送审了{{}}，请您{issue.stage_name}",
            link=review_address(issue.pk),
            paragraphs=(*_deadline(issue, "review_by", "审核截止"), *answers),
        ),
        Notice(
            people=raisers,
            subject="：您的意见已有回复",
            action_text="回复了意见，并把{}送审",
            link=_address_of_first(issue, answered),
            paragraphs=answers,
        ),
    ]


def _is_new_answer(conversation: Conversation, record: Transition) -> bool:
    """Whether the thread was answered since the issue was last returned or submitted."""
    last = conversation.comments[-1]
    turns = actions_that(ApprovalEffect.RETURNED, ApprovalEffect.ROUND_BEGUN)
    before = record.issue.transitions.filter(pk__lt=record.pk, action__in=turns).first()
    return last.kind == Comment.Kind.ANSWER and before is not None and last.at > before.at


def approved(record: Transition, issue: Issue, by_clock: bool) -> list[Notice]:
    comments = _open_comments(issue)
    if issue.status == Status.SUBMITTED:
        due = _deadline(issue, "review_by", "审核截止")
        return [
            Notice(
                people=reviewers_of(issue),
                subject=f"{record.stage}通过，请{issue.stage_name}",
                action_text=f"把{{}}的{record.stage}通过了，请您{issue.stage_name}",
                link=review_address(issue.pk),
                paragraphs=(*due, *comments),
            )
        ]
    return [
        Notice(
            people=publishers_of(issue, record.revision),
            subject="审核通过，可以发布",
            action_text="把{}审核通过，可以发布了",
            link=compose_address(issue.pk),
            paragraphs=comments,
        )
    ]


def returned(record: Transition, issue: Issue, by_clock: bool) -> list[Notice]:
    unanswered = [conversation for conversation in conversations(issue) if conversation.is_open]
    return [
        Notice(
            people=[*editors_of(issue, record.revision), *_scheduler(record)],
            subject="已退回修改" + (f"（{len(unanswered)} 条意见）" if unanswered else ""),
            action_text="把{}退回修改" + ("，原定的定时发布取消" if record.issue.publish_at else ""),
            link=_address_of_first(issue, unanswered),
            paragraphs=(
                *_deadline(issue, "submit_by", "送审截止"),
                *_entries_to_change(issue),
                *_comments(f"审稿意见（{len(unanswered)} 条）：", issue, unanswered),
            ),
        )
    ]


def undone(effect: ApprovalEffect, subject: str, action_text: str) -> Notices:
    """To those who were mailed about the latest action with this effect: it no longer holds."""

    def notices(record: Transition, issue: Issue, by_clock: bool) -> list[Notice]:
        last = issue.transitions.filter(action__in=actions_that(effect), pk__lt=record.pk).first()
        mailed = Letter.objects.filter(event=f"transition:{last.pk if last else 0}")
        people = active_users(mailed.values_list("recipient", flat=True), "issues.view_issue")
        return [
            Notice(people=people, subject=subject, action_text=action_text, link=compose_address(issue.pk))
        ]

    return notices


def recalled(record: Transition, issue: Issue, by_clock: bool) -> list[Notice]:
    """To whoever was asked to review in this round, at any stage, and whoever would review now."""
    sending = actions_that(ApprovalEffect.ROUND_BEGUN)
    sent = issue.transitions.filter(action__in=sending, pk__lt=record.pk).first()
    round_ = issue.transitions.filter(pk__gte=sent.pk if sent else 0, pk__lt=record.pk)
    events = [f"transition:{pk}" for pk in round_.values_list("pk", flat=True)]
    mailed = Letter.objects.filter(event__in=events).values_list("recipient", flat=True)
    return [
        Notice(
            people=[*active_users(mailed, "issues.review_issue"), *reviewers_of(record.issue)],
            subject="已撤回送审，暂不用审",
            action_text="撤回了{}的送审，暂时不用审",
            link=compose_address(issue.pk),
        )
    ]


def to_editors(subject: str, action_text: str) -> Notices:
    def notices(record: Transition, issue: Issue, by_clock: bool) -> list[Notice]:
        people = editors_of(record.issue, record.revision)
        return [
            Notice(people=people, subject=subject, action_text=action_text, link=compose_address(issue.pk))
        ]

    return notices


def published(record: Transition, issue: Issue, by_clock: bool) -> list[Notice]:
    return [
        Notice(
            people=[*editors_of(issue, record.revision), record.actor],
            subject="已按定时发布" if by_clock else "已发布",
            action_text="按定时发布了{}，读者现在可以看到" if by_clock else "发布了{}，读者现在可以看到",
            link=reverse("reading:issue", args=[issue.number]),
        )
    ]


def unscheduled(record: Transition, issue: Issue, by_clock: bool) -> list[Notice]:
    return [
        Notice(
            people=_scheduler(record),
            subject="的定时发布已取消",
            action_text="取消了{}的定时发布",
            link=compose_address(issue.pk),
        )
    ]


def called_off(record: Transition, issue: Issue, by_clock: bool) -> list[Notice]:
    next_step = "定时已取消，本期没有发布。请打开本期处理，再按“发布”，或重新定时。"
    return [
        Notice(
            people=[*_scheduler(record), *users_with_permission("publish_issue")],
            subject=SCHEDULE_FAILED,
            action_text=f"没能按时发布{{}}（定时由{signature(record.actor)}设定）",
            link=compose_address(issue.pk),
            paragraphs=(next_step,),
        )
    ]


def _scheduler(record: Transition) -> list[User]:
    """Whoever had scheduled the issue, if anybody had."""
    return active_users([record.issue.scheduled_by_id or 0], "issues.view_issue")


def _comments(title: str, issue: Issue, shown: list[Conversation]) -> tuple[str, ...]:
    if not shown:
        return ()
    threads = [(conversation.thread, conversation.comments) for conversation in shown]
    return ("\n".join([title, *thread_texts(threads, _headings(issue))]),)


def _address_of_first(issue: Issue, shown: list[Conversation]) -> str:
    """The address of the first thread; of the review page where there is none."""
    return review_address(issue.pk, thread_anchor(shown[0].thread.pk) if shown else "")


def _open_comments(issue: Issue) -> tuple[str, ...]:
    unanswered = [conversation for conversation in conversations(issue) if conversation.is_open]
    return _comments(f"还有 {len(unanswered)} 条意见待回复：", issue, unanswered)


def _entries_to_change(issue: Issue) -> tuple[str, ...]:
    headings = _headings(issue)
    marked = [headings[verdict.uid] for verdict in needing_change(issue) if verdict.uid in headings]
    title = f"需修改的条目（{len(marked)} 条）："
    return ("\n".join([title, *(f"· {heading}" for heading in marked)]),) if marked else ()


def _headings(issue: Issue) -> Headings:
    return {entry.uid: heading for entry, heading in build_document(issue).headings()}


def _deadline(issue: Issue, name: str, label: str) -> tuple[str, ...]:
    deadlines = Deadlines.objects.filter(issue=issue).first()
    on = getattr(deadlines, name) if deadlines else None
    return (f"{label}：{format_day(on)}",) if on else ()
