"""What the person who acted reads afterwards: what has changed, and who has to do what next."""

from dataclasses import dataclass

from django.contrib.auth.models import User
from django.urls import reverse

from issues.actor import signature
from issues.editing.moved_entries import moved_elsewhere, notice_after_abandoning
from issues.mail.wording import format_moment
from issues.models import Issue
from issues.reviewing.people import reviewers_of

NAMED = 3


@dataclass(frozen=True, slots=True)
class Outcome:
    """A message, with a link after it where `link` is not blank; `warning` is a message of its own."""

    text: str
    link: str = ""
    link_text: str = ""
    warning: str = ""


def submitted(issue: Issue, stage: str) -> Outcome:
    return Outcome(f"{issue}已送审，{_next_reviewers(issue)}")


def approved(issue: Issue, stage: str) -> Outcome:
    """`stage` is the one that was passed, "" where there is only one."""
    is_passed = issue.status == Issue.Status.APPROVED
    done = f"{issue}已{stage}通过" if stage else f"{issue}已审核通过"
    return Outcome(f"{done}，可以发布。" if is_passed or not stage else f"{done}，{_next_reviewers(issue)}")


def published(issue: Issue, stage: str) -> Outcome:
    address = reverse("reading:issue", args=[issue.number])
    return Outcome(f"{issue}已发布，读者现在可以看到。", address, "查看读者页面")


def scheduled(issue: Issue, stage: str) -> Outcome:
    at = format_moment(issue.publish_at) if issue.publish_at else ""
    return Outcome(f"{issue}已定于 {at}（北京时间）自动发布；在那之前可以“取消定时”。")


def correction_begun(issue: Issue, stage: str) -> Outcome:
    online = f"读者仍看到第{issue.edition.revision}版。" if issue.is_online and issue.edition else ""
    return Outcome(
        f"{issue}的勘误（第{issue.revision}版）已开始，可以修改了；{online or '发布之前，读者看不到本期。'}"
    )


def correction_abandoned(issue: Issue, stage: str) -> Outcome:
    copied = moved_elsewhere(issue)
    return Outcome(
        f"勘误已放弃，{issue}恢复为已发布的第{issue.revision}版。",
        warning=notice_after_abandoning(copied) if copied else "",
    )


def _next_reviewers(issue: Issue) -> str:
    """Who has to review it now, and who of them gets no mail."""
    people = reviewers_of(issue)
    if not people:
        return f"现在没有可以{issue.stage_name}本期的账号，请告诉管理员。"
    without_email = [person for person in people if not person.email]
    warning = f"{_names(without_email)}没有填邮箱，收不到邮件通知，请另行告知。" if without_email else ""
    return f"等{_names(people)}{issue.stage_name}。{warning}"


def _names(people: list[User]) -> str:
    named = "、".join(signature(person) for person in people[:NAMED])
    return f"{named}等 {len(people)} 人" if len(people) > NAMED else named
