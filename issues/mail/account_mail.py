"""Mail about an account, which goes to one address at once and is not kept: its link is a secret."""

import logging
from threading import Thread

from django.conf import settings
from django.core.mail import EmailMessage

log = logging.getLogger(__name__)
FOOTER = "——\n本邮件由《动态参考》编审系统自动发送，请勿回复。"


def send(subject: str, text: str, to: str) -> None:
    """Nobody waits for the mail server: how long a page takes must not tell whether there was anybody to write to."""
    headers = {"Auto-Submitted": "auto-generated"}
    mail = EmailMessage(subject, f"{text}\n\n{FOOTER}\n", settings.DEFAULT_FROM_EMAIL, [to], headers=headers)
    Thread(target=_send, args=(mail,), name="account mail").start()


def _send(mail: EmailMessage) -> None:
    try:
        mail.send()
    except Exception as error:  # of whatever library a mail backend uses
        log.warning("邮件“%s”没有发出：%s", mail.subject, error)
