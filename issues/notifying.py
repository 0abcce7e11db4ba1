"""Mail to those for whom a transition means work: sent after the transaction, never failing it."""

import logging

from django.conf import settings
from django.contrib.auth.models import User
from django.core.mail import EmailMessage, get_connection
from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse

from issues.acting import signature
from issues.models import Transition

log = logging.getLogger(__name__)


def notify_soon(record: Transition) -> None:
    transaction.on_commit(lambda: _notify(record), robust=True)


def _notify(record: Transition) -> None:
    people = _recipients(record).exclude(pk=record.actor_id).exclude(email="").distinct()
    messages = [EmailMessage(_subject(record), _body(record), to=[person.email]) for person in people]
    try:
        get_connection().send_messages(messages)
    except OSError as error:  # SMTP errors included; the act itself stands
        log.warning("关于“%s”的邮件没有发出：%s", record, error)


def _recipients(record: Transition) -> QuerySet[User]:
    """Who is asked to do something: reviewers once it is submitted, those who submitted it otherwise."""
    people = User.objects.filter(is_active=True)
    if record.action == "submit":
        return people.filter(groups__name="审核")
    if record.action in ("return", "approve", "publish", "withdraw"):
        submitters = record.issue.transitions.filter(action="submit", revision=record.revision)
        return people.filter(pk__in=submitters.values("actor"))
    return people.none()


def _subject(record: Transition) -> str:
    return f"{record.issue.title}第{record.issue.number}期：{record.get_to_status_display()}"


def _body(record: Transition) -> str:
    link = settings.SITE_URL + reverse("admin:issues_issue_change", args=[record.issue_id])
    lines = [
        f"{record.issue.title}第{record.issue.number}期由{signature(record.actor)}操作，现为“{record.get_to_status_display()}”。"
    ]
    if record.note:
        lines.append(f"说明：{record.note}")
    return "\n\n".join([*lines, f"打开本期：{link}"])
