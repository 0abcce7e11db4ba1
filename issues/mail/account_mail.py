"""Mail about an account. It is sent at once and not stored, because its link is a secret."""

import logging
from threading import Thread

from django.conf import settings
from django.core.mail import EmailMessage

log = logging.getLogger(__name__)
FOOTER = "——\n本邮件由《动态参考》编审系统自动发送，请勿回复。"


def send(subject: str, text: str, to: str) -> None:
    """Sends in a thread of its own. Otherwise the time that a page takes would reveal whether the account exists."""
    headers = {"Auto-Submitted": "auto-generated"}
    mail = EmailMessage(subject, f"{text}\n\n{FOOTER}\n", settings.DEFAULT_FROM_EMAIL, [to], headers=headers)
    Thread(target=_send, args=(mail,), name="account mail").start()


def _send(mail: EmailMessage) -> None:
    try:
        mail.send()
    except Exception as error:  # of whatever library a mail backend uses
        log.warning("邮件“%s”没有发出：%s", mail.subject, error)
