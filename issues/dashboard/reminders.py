"""Mails before a deadline and after it, to the people who have to act. Each is sent once, however often `run_due` runs."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.auth.models import User
from django.db.models import Q
from django.utils import timezone

from issues.dashboard.workload import Due, distance, review_due, submission_due
from issues.document.partial_date import format_day
from issues.mail import outbox
from issues.mail.wording import issue_name
from issues.models import Deadlines, Issue, Letter
from issues.office_urls import compose_address, review_address
from issues.reviewing.people import editors_of, reviewers_of, users_with_permission

AHEAD = 1
"""Days before the deadline; where nothing ran on that day, the deadline itself."""
LATE = 7
"""Days after a deadline in which reminders are sent. It must be less than `mail.delivery.RETENTION`, because the letters
show who was reminded."""


@dataclass(frozen=True, slots=True)
class Reminder:
    """A reminder of one deadline. Its `event` differs before and after the deadline; a new date makes a new event."""

    issue: Issue
    due: Due
    people: list[User]
    task: str
    link: str

    @property
    def event(self) -> str:
        when = "late" if self.due.is_overdue else "soon"
        return f"deadline:{self.issue.pk}:{self.issue.revision}:{self.due.key}:{self.due.on}:{when}"


def send_reminders() -> int:
    """Writes the reminders of today, to be sent at the hour of the daily mail, and gives their number."""
    return sum(_write(reminder) for reminder in _reminders())


def _reminders() -> Iterator[Reminder]:
    today = timezone.localdate()
    span = (today - timedelta(days=LATE), today + timedelta(days=AHEAD))
    near = Q(submit_by__range=span) | Q(review_by__range=span)
    for row in Deadlines.objects.filter(near).select_related("issue"):
        issue = row.issue
        if issue.is_editable and row.submit_by and span[0] <= row.submit_by <= span[1]:
            due = submission_due(row.submit_by)
            people = editors_of(issue, issue.revision) or list(users_with_permission("submit_issue"))
            yield Reminder(issue, due, people, "送审", compose_address(issue.pk))
        elif issue.status == Issue.Status.SUBMITTED and row.review_by and span[0] <= row.review_by <= span[1]:
            due = review_due(row.review_by)
            yield Reminder(issue, due, reviewers_of(issue), issue.stage_name, review_address(issue.pk))


def _write(reminder: Reminder) -> int:
    issue, due = reminder.issue, reminder.due
    reminded = _already_reminded(reminder)
    return len(
        outbox.add_messages(
            [person for person in reminder.people if person.pk not in reminded],
            event=reminder.event,
            issue=issue,
            subject=f"{issue_name(issue)}：{due.label}（{distance(due.days)}）",
            text=(
                f"《{issue.title}》第{issue.number}期应在 {format_day(due.on)}前{reminder.task}，"
                f"{distance(due.days)}（现为“{issue.standing}”），请您及时{reminder.task}。"
                "\n\n如需延期，请编辑修改截止日期。"
            ),
            link=reminder.link,
            not_before=_hour_of_today(),
        )
    )


def _already_reminded(reminder: Reminder) -> set[int]:
    """Those who got this reminder, or another mail about the issue today: a mail that asks for the work names the date."""
    today = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    letters = Letter.objects.filter(Q(event=reminder.event) | Q(issue=reminder.issue, written_at__gte=today))
    return set(letters.values_list("recipient", flat=True))


def _hour_of_today() -> datetime:
    return timezone.localtime().replace(hour=settings.DAILY_MAIL_HOUR, minute=0, second=0, microsecond=0)
