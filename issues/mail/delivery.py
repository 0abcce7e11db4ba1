"""Sends what is in the outbox. An error of the mail server is never raised: it is stored with the letter, which is tried
again later."""

import logging
from collections.abc import Iterable
from datetime import timedelta

from django.contrib.auth.models import User
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone

from issues.mail.configured import mail_is_configured
from issues.mail.failures import in_plain_words
from issues.mail.messages import build_daily_message, build_message
from issues.models import Letter, MailChoice
from issues.models.mail.letter import PRINTED, LetterQuerySet

log = logging.getLogger(__name__)

LEASE = timedelta(minutes=15)
"""A process that claims a letter has this long to send it. Then another process may claim it."""
PAUSES = [timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 180, 360)]
PATIENCE = timedelta(days=4)
"""How long a letter is tried again."""
RETENTION = timedelta(days=90)
"""How long a letter is stored after it was sent or dropped."""


def deliver(limit: int = 500) -> int:
    """Sends what is due, and gives the number of mails that were sent."""
    letters = _claimed(limit)
    batches = _batches([letter for letter in letters if not _is_dropped(letter)])
    if not batches:
        return 0
    connection = get_connection()
    try:
        connection.open()
    except Exception as error:
        for batch in batches:
            _postpone(batch, error)
        return 0
    try:
        return sum(_send(batch, connection) for batch in batches)
    finally:
        _close(connection)


def _claimed(limit: int) -> list[Letter]:
    """Letters that are due and that no other process claimed first."""
    until = timezone.now() + LEASE
    keys = list(Letter.objects.due().order_by("recipient", "pk").values_list("pk", flat=True)[:limit])
    won = [pk for pk in keys if Letter.objects.all().claim(pk, until=until)]
    return list(Letter.objects.filter(pk__in=won).select_related("recipient").order_by("pk"))


def _batches(letters: Iterable[Letter]) -> list[list[Letter]]:
    """The letters of each mail: a single one, or all letters of one daily mail."""
    daily: dict[int, list[Letter]] = {}
    batches = []
    for letter in letters:
        if not letter.is_daily:
            batches.append([letter])
        elif letter.recipient_id in daily:
            daily[letter.recipient_id].append(letter)
        else:
            batches.append(daily.setdefault(letter.recipient_id, [letter]))
    return batches


def _is_dropped(letter: Letter) -> bool:
    if not (reason := _why_not(letter.recipient)):
        return False
    Letter.objects.filter(pk=letter.pk).update(dropped_at=timezone.now(), last_error=reason, attempts=0)
    return True


def _why_not(person: User) -> str:
    """Why a letter is not sent after all: the account may have changed since it was written."""
    if not person.is_active:
        return "收件人的账号已停用"
    if not person.email:
        return "收件人没有填邮箱"
    if not person.has_perm("issues.view_issue"):
        return "收件人不再有编审权限"
    return "收件人选择了不收邮件通知" if MailChoice.of(person) == MailChoice.When.NEVER else ""


def _send(batch: list[Letter], connection: BaseEmailBackend) -> bool:
    mail: EmailMessage = build_daily_message(batch) if batch[0].is_daily else build_message(batch[0])
    mail.connection = connection
    try:
        mail.send()
    except Exception as error:  # of whatever library a mail backend uses
        _postpone(batch, error)
        return False
    _rows(batch).update(sent_at=timezone.now(), last_error="" if mail_is_configured() else PRINTED)
    return True


def _postpone(batch: list[Letter], error: Exception) -> None:
    """Tries again later, after a longer pause each time. Gives up after `PATIENCE`."""
    log.warning("邮件“%s”没有发出：%s", batch[0], error)
    now, first = timezone.now(), batch[0]
    reason = f"{in_plain_words(error)}（{type(error).__name__}：{error}）"[:1000]
    _rows(batch).update(due=now + PAUSES[min(first.attempts, len(PAUSES)) - 1], last_error=reason)
    _rows(batch).filter(written_at__lt=now - PATIENCE).update(dropped_at=now)


def _rows(batch: list[Letter]) -> LetterQuerySet:
    return Letter.objects.filter(pk__in=[letter.pk for letter in batch])


def _close(connection: BaseEmailBackend) -> None:
    try:
        connection.close()
    except Exception as error:  # each letter is marked as sent or postponed by now
        log.warning("与邮件服务器断开时出错：%s", error)


def delete_old_letters() -> int:
    """Deletes letters that were sent or dropped long ago. They are no record: the transitions and comments are."""
    old = Letter.objects.filter(written_at__lt=timezone.now() - RETENTION).exclude(
        sent_at=None, dropped_at=None
    )
    return old.delete()[0]
