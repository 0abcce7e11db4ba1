"""Waiting for mail about an account, which goes out while nobody waits for it."""

import re
import threading

from django.core import mail
from django.core.mail import EmailMessage


def sent() -> list[EmailMessage]:
    """All of it, once the threads that send it are done."""
    for thread in threading.enumerate():
        if thread.name == "account mail":
            thread.join(10)
    return mail.outbox


def link_in(message: EmailMessage) -> str:
    """Its address without the site's."""
    match = re.search(r"https?://[^/\s]+(/\S+)", str(message.body))
    assert match, message.body
    return match[1]
