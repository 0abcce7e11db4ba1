"""What a step of the workflow has come to and what comes next, as the page says it after the button was pressed."""

from collections.abc import Callable

from django.contrib.auth.models import User
from django.urls import reverse
from django.utils.html import format_html

from issues.actor import signature
from issues.mail.wording import format_moment
from issues.models import Issue
from issues.reviewing.people import reviewers_of

NAMED = 3


def outcome(issue: Issue, key: str, stage: str) -> str:
    """Safe HTML. `stage` is the one that the step was taken in, "" where there is one only."""
    if key == "approve" and stage:
        return _passed_stage(issue, stage)
    return OUTCOMES[key](issue)


def _submitted(issue: Issue) -> str:
    return f"{issue}已送审，{_asked(issue)}"


def _asked(issue: Issue) -> str:
    """Who has to review it now, and who of them gets no mail."""
    people = reviewers_of(issue)
    if not people:
        return f"现在没有可以{issue.stage_name}本期的账号，请告诉管理员。"
    unreached = [person for person in people if not person.email]
    told = f"{_names(unreached)}没有填邮箱，收不到邮件通知，请另行告知。" if unreached else ""
    return f"等{_names(people)}{issue.stage_name}。{told}"


def _names(people: list[User]) -> str:
    named = "、".join(signature(person) for person in people[:NAMED])
    return f"{named}等 {len(people)} 人" if len(people) > NAMED else named


def _passed_stage(issue: Issue, stage: str) -> str:
    if issue.status == Issue.Status.APPROVED:
        return f"{issue}已{stage}通过，可以发布。"
    return f"{issue}已{stage}通过，{_asked(issue)}"


def _published(issue: Issue) -> str:
    address = reverse("reading:issue", args=[issue.number])
    return format_html('{}已发布，读者现在可以看到。<a href="{}">查看读者页面</a>', str(issue), address)


def _scheduled(issue: Issue) -> str:
    at = format_moment(issue.publish_at) if issue.publish_at else ""
    return f"{issue}已定于 {at}（北京时间）自动发布；在那之前可以“取消定时”。"


def _withdrawn(issue: Issue) -> str:
    return f"{issue}已撤下，读者看不到本期，只看到撤下原因。改正后可以重新发布。"


def _correcting(issue: Issue) -> str:
    online = f"读者仍看到第{issue.edition.revision}版。" if issue.is_online and issue.edition else ""
    return (
        f"{issue}的勘误（第{issue.revision}版）已开始，可以修改了；{online or '发布之前，读者看不到本期。'}"
    )


def _abandoned(issue: Issue) -> str:
    return f"勘误已放弃，{issue}恢复为已发布的第{issue.revision}版。"


OUTCOMES: dict[str, Callable[[Issue], str]] = {
    "submit": _submitted,
    "recall": lambda issue: f"{issue}已撤回送审，可以修改了。",
    "return": lambda issue: f"{issue}已退回修改，等编辑改好再送审。",
    "unreturn": lambda issue: f"已撤销退回，{issue}回到“{issue.standing}”，编辑不能再改。",
    "approve": lambda issue: f"{issue}已审核通过，可以发布。",
    "unapprove": lambda issue: f"已撤销通过，{issue}回到“{issue.standing}”。",
    "publish": _published,
    "schedule": _scheduled,
    "unschedule": lambda issue: f"{issue}已取消定时，不会自动发布。",
    "withdraw": _withdrawn,
    "correct": _correcting,
    "abandon": _abandoned,
}
