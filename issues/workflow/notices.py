"""For each act of the workflow, who is to know of it and in which words: those for whom it means work, and those whose
work it takes away. What was said in review comes along with the act that ends the reading."""

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
from issues.reviewing.comments import Conversation, conversations
from issues.reviewing.people import (
    active_users,
    editors_of,
    publishers_of,
    reviewers_of,
    users_with_permission,
)
from issues.reviewing.verdicts import needing_change

SCHEDULE_FAILED = "定时发布没有成功"


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """`news` follows the issue's name in the subject, `deed` the name of who acted in the text."""

    people: Iterable[User]
    news: str
    deed: str
    link: str
    more: tuple[str, ...] = ()


Told = Callable[[Transition, Issue, bool], list[Notice]]


def _submitted(record: Transition, issue: Issue, by_clock: bool) -> list[Notice]:
    answered = [found for found in conversations(issue) if _is_news_answer(found, record)]
    raisers = active_users((found.thread.raised_by_id for found in answered), "issues.view_issue")
    said = _said(f"对意见的回复（{len(answered)} 条）：", issue, answered)
    asked = Notice(
        people=reviewers_of(issue),
        news=f"已送审，请{issue.stage_name}",
        deed=f"送审了{{}}，请您{issue.stage_name}",
        link=review_address(issue.pk),
        more=(*_due(issue, "review_by", "审核截止"), *said),
    )
    answers = Notice(
        people=raisers,
        news="：您的意见已有回复",
        deed="回复了意见，并把{}送审",
        link=_place_of(issue, answered),
        more=said,
    )
    return [asked, answers]


def _is_news_answer(found: Conversation, record: Transition) -> bool:
    last = found.comments[-1]
    back = record.issue.transitions.filter(pk__lt=record.pk, action__in=("return", "submit")).first()
    return last.act == Comment.Act.ANSWER and back is not None and last.at > back.at


def _approved(record: Transition, issue: Issue, by_clock: bool) -> list[Notice]:
    said = _open_comments(issue)
    if issue.status == Status.SUBMITTED:
        due = _due(issue, "review_by", "审核截止")
        return [
            Notice(
                people=reviewers_of(issue),
                news=f"{record.stage}通过，请{issue.stage_name}",
                deed=f"把{{}}的{record.stage}通过了，请您{issue.stage_name}",
                link=review_address(issue.pk),
                more=(*due, *said),
            )
        ]
    return [
        Notice(
            people=publishers_of(issue, record.revision),
            news="审核通过，可以发布",
            deed="把{}审核通过，可以发布了",
            link=compose_address(issue.pk),
            more=said,
        )
    ]


def _returned(record: Transition, issue: Issue, by_clock: bool) -> list[Notice]:
    waiting = [found for found in conversations(issue) if found.is_open]
    scheduler = active_users([record.issue.scheduled_by_id or 0], "issues.view_issue")
    return [
        Notice(
            people=[*editors_of(issue, record.revision), *scheduler],
            news="已退回修改" + (f"（{len(waiting)} 条意见）" if waiting else ""),
            deed="把{}退回修改" + ("，原定的定时发布取消" if record.issue.publish_at else ""),
            link=_place_of(issue, waiting),
            more=(
                *_due(issue, "submit_by", "送审截止"),
                *_to_change(issue),
                *_said(f"审稿意见（{len(waiting)} 条）：", issue, waiting),
            ),
        )
    ]


def _taken_back(action: str, news: str, deed: str) -> Told:
    """Those who were told of the act are told that it no longer holds."""

    def told(record: Transition, issue: Issue, by_clock: bool) -> list[Notice]:
        act = issue.transitions.filter(action=action, pk__lt=record.pk).first()
        letters = Letter.objects.filter(event=f"transition:{act.pk if act else 0}")
        people = active_users(letters.values_list("recipient", flat=True), "issues.view_issue")
        return [Notice(people=people, news=news, deed=deed, link=compose_address(issue.pk))]

    return told


def _recalled(record: Transition, issue: Issue, by_clock: bool) -> list[Notice]:
    """Whoever was asked to review in this round, at whichever stage, and whoever would review now."""
    sent = issue.transitions.filter(action="submit", pk__lt=record.pk).first()
    acts = issue.transitions.filter(pk__gte=sent.pk if sent else 0, pk__lt=record.pk)
    events = [f"transition:{pk}" for pk in acts.values_list("pk", flat=True)]
    told = Letter.objects.filter(event__in=events).values_list("recipient", flat=True)
    people = [*active_users(told, "issues.review_issue"), *reviewers_of(record.issue)]
    return [
        Notice(
            people=people,
            news="已撤回送审，暂不用审",
            deed="撤回了{}的送审，暂时不用审",
            link=compose_address(issue.pk),
        )
    ]


def _to_makers(news: str, deed: str) -> Told:
    def told(record: Transition, issue: Issue, by_clock: bool) -> list[Notice]:
        people = editors_of(record.issue, record.revision)
        return [Notice(people=people, news=news, deed=deed, link=compose_address(issue.pk))]

    return told


def _published(record: Transition, issue: Issue, by_clock: bool) -> list[Notice]:
    return [
        Notice(
            people=[*editors_of(issue, record.revision), record.actor],
            news="已按定时发布" if by_clock else "已发布",
            deed="按定时发布了{}，读者现在可以看到" if by_clock else "发布了{}，读者现在可以看到",
            link=reverse("reading:issue", args=[issue.number]),
        )
    ]


def _unscheduled(record: Transition, issue: Issue, by_clock: bool) -> list[Notice]:
    own = active_users([record.issue.scheduled_by_id or 0], "issues.view_issue")
    link = compose_address(issue.pk)
    if not by_clock:
        return [Notice(people=own, news="的定时发布已取消", deed="取消了{}的定时发布", link=link)]
    next_step = "定时已取消，本期没有发布。请打开本期处理，再按“发布”，或重新定时。"
    people = [*own, *users_with_permission("publish_issue")]
    return [
        Notice(
            people=people,
            news=SCHEDULE_FAILED,
            deed=f"没能按时发布{{}}（定时由{signature(record.actor)}设定）",
            link=link,
            more=(next_step,),
        )
    ]


TOLD: dict[str, Told] = {
    "submit": _submitted,
    "recall": _recalled,
    "return": _returned,
    "unreturn": _taken_back("return", "的退回已撤销，暂不用改", "撤销了对{}的退回，暂时不用改"),
    "approve": _approved,
    "unapprove": _taken_back("approve", "的通过已撤销", "撤销了对{}的审核通过，请等重新审核"),
    "publish": _published,
    "unschedule": _unscheduled,
    "withdraw": _to_makers("已撤下", "把{}撤下，读者不再看到"),
    "abandon": _to_makers("的勘误已放弃", "放弃了{}的勘误，内容恢复为已发布的版本"),
}


def _said(title: str, issue: Issue, found: list[Conversation]) -> tuple[str, ...]:
    if not found:
        return ()
    threads = [(talk.thread, talk.comments) for talk in found]
    return ("\n".join([title, *thread_texts(threads, _headings(issue))]),)


def _place_of(issue: Issue, found: list[Conversation]) -> str:
    """The first of them, or the whole."""
    return review_address(issue.pk, thread_anchor(found[0].thread.pk) if found else "")


def _open_comments(issue: Issue) -> tuple[str, ...]:
    waiting = [found for found in conversations(issue) if found.is_open]
    return _said(f"还有 {len(waiting)} 条意见待回复：", issue, waiting)


def _to_change(issue: Issue) -> tuple[str, ...]:
    headings = _headings(issue)
    marked = [headings[verdict.uid] for verdict in needing_change(issue) if verdict.uid in headings]
    title = f"需修改的条目（{len(marked)} 条）："
    return ("\n".join([title, *(f"· {heading}" for heading in marked)]),) if marked else ()


def _headings(issue: Issue) -> Headings:
    return {entry.uid: heading for entry, heading in build_document(issue).headings()}


def _due(issue: Issue, name: str, label: str) -> tuple[str, ...]:
    deadlines = Deadlines.objects.filter(issue=issue).first()
    on = getattr(deadlines, name) if deadlines else None
    return (f"{label}：{format_day(on)}",) if on else ()
