"""Sending what is in the outbox. Nothing here raises what a mail server does: the letter keeps the error and waits."""

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
"""Whoever takes a letter has so long to send it, before another process may take it."""
PAUSES = [timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 180, 360)]
PATIENCE = timedelta(days=4)
KEPT = timedelta(days=90)


def deliver(limit: int = 500) -> int:
    """Send what is due; how many mails went out."""
    letters = _claimed(limit)
    parcels = _parcels([letter for letter in letters if not _is_dropped(letter)])
    if not parcels:
        return 0
    connection = get_connection()
    try:
        connection.open()
    except Exception as error:
        for parcel in parcels:
            _postpone(parcel, error)
        return 0
    try:
        return sum(_send(parcel, connection) for parcel in parcels)
    finally:
        _close(connection)


def _claimed(limit: int) -> list[Letter]:
    """Those of them that no other process was quicker to take."""
    until = timezone.now() + LEASE
    keys = list(Letter.objects.due().order_by("recipient", "pk").values_list("pk", flat=True)[:limit])
    won = [pk for pk in keys if Letter.objects.all().claim(pk, until=until)]
    return list(Letter.objects.filter(pk__in=won).select_related("recipient").order_by("pk"))


def _parcels(letters: Iterable[Letter]) -> list[list[Letter]]:
    """What goes out as one mail: a letter, or all that somebody gets at the daily hour."""
    daily: dict[int, list[Letter]] = {}
    found = []
    for letter in letters:
        if not letter.is_daily:
            found.append([letter])
        elif letter.recipient_id in daily:
            daily[letter.recipient_id].append(letter)
        else:
            found.append(daily.setdefault(letter.recipient_id, [letter]))
    return found


def _is_dropped(letter: Letter) -> bool:
    if not (reason := _why_not(letter.recipient)):
        return False
    Letter.objects.filter(pk=letter.pk).update(dropped_at=timezone.now(), last_error=reason, attempts=0)
    return True


def _why_not(person: User) -> str:
    """Much may have changed since the letter was written."""
    if not person.is_active:
        return "收件人的账号已停用"
    if not person.email:
        return "收件人没有填邮箱"
    if not person.has_perm("issues.view_issue"):
        return "收件人不再有编审权限"
    return "收件人选择了不收邮件通知" if MailChoice.of(person) == MailChoice.When.NEVER else ""


def _send(parcel: list[Letter], connection: BaseEmailBackend) -> bool:
    mail: EmailMessage = build_daily_message(parcel) if parcel[0].is_daily else build_message(parcel[0])
    mail.connection = connection
    try:
        mail.send()
    except Exception as error:  # of whatever library a mail backend uses
        _postpone(parcel, error)
        return False
    _rows(parcel).update(sent_at=timezone.now(), last_error="" if mail_is_configured() else PRINTED)
    return True


def _postpone(parcel: list[Letter], error: Exception) -> None:
    """Until a while later, each time longer, and in the end for good."""
    log.warning("邮件“%s”没有发出：%s", parcel[0], error)
    now, first = timezone.now(), parcel[0]
    told = f"{in_plain_words(error)}（{type(error).__name__}：{error}）"[:1000]
    _rows(parcel).update(due=now + PAUSES[min(first.attempts, len(PAUSES)) - 1], last_error=told)
    _rows(parcel).filter(written_at__lt=now - PATIENCE).update(dropped_at=now)


def _rows(parcel: list[Letter]) -> LetterQuerySet:
    return Letter.objects.filter(pk__in=[letter.pk for letter in parcel])


def _close(connection: BaseEmailBackend) -> None:
    try:
        connection.close()
    except Exception as error:  # every letter has its answer by now
        log.warning("与邮件服务器断开时出错：%s", error)


def clean_up() -> int:
    """What was sent long ago, or is not to be sent: the record of what happened is elsewhere."""
    old = Letter.objects.filter(written_at__lt=timezone.now() - KEPT).exclude(sent_at=None, dropped_at=None)
    return old.delete()[0]
