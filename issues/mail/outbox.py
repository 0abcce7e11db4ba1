"""Writes letters into the outbox, in the transaction of what they report: if that is rolled back, there is no letter. A
process that is killed before it sends them leaves them to `run_due`."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from issues.mail.delivery import deliver
from issues.models import Issue, Letter, MailChoice

LONGEST = 120
AT_ONCE = 20
"""Letters that a request sends itself; `run_due` sends the rest."""
When = MailChoice.When


def add_messages(
    people: Iterable[User],
    *,
    event: str,
    issue: Issue,
    subject: str,
    text: str,
    link: str,
    not_before: datetime | None = None,
) -> list[Letter]:
    """Writes one letter for each person who has an address and wants mail. It is sent after the transaction."""
    now = timezone.now()
    letters = []
    for person in dict.fromkeys(people):
        choice = MailChoice.of(person)
        if not (person.is_active and person.email) or choice == When.NEVER:
            continue
        is_daily = choice == When.DAILY
        due = next_daily() if is_daily else max(now, not_before or now)
        letter = Letter(
            recipient=person,
            event=event,
            issue=issue,
            subject=one_line(subject),
            text=text,
            link=link,
            is_daily=is_daily,
            planned_at=due,
            due=due,
        )
        letters.append(letter)
    Letter.objects.bulk_create(letters, ignore_conflicts=True)
    transaction.on_commit(lambda: deliver(limit=AT_ONCE), robust=True)
    return letters


def one_line(subject: str) -> str:
    """A subject that is safe in a mail header (no line breaks) and short enough for a list."""
    words = " ".join(subject.split())
    return words if len(words) <= LONGEST else f"{words[: LONGEST - 1]}…"


def next_daily() -> datetime:
    now = timezone.localtime()
    today = now.replace(hour=settings.DAILY_MAIL_HOUR, minute=0, second=0, microsecond=0)
    return today if today > now else today + timedelta(days=1)


@transaction.atomic
def save_choice(user: User, when: MailChoice.When) -> None:
    """Stores the choice and applies it to the letters that are not sent yet."""
    MailChoice.objects.update_or_create(user=user, defaults={"when": when})
    waiting, now = Letter.objects.waiting().filter(recipient=user), timezone.now()
    if when == When.NEVER:
        waiting.update(dropped_at=now, last_error="收件人选择了不收邮件通知", attempts=0)
    elif when == When.EACH:
        waiting.filter(is_daily=True).update(is_daily=False, due=now, planned_at=now)
    else:
        waiting.filter(is_daily=False, attempts=0).update(
            is_daily=True, due=next_daily(), planned_at=next_daily()
        )
