"""Builds a mail from letters: greeting, text, link, and how to unsubscribe."""

from django.conf import settings
from django.contrib.auth.models import User
from django.core import signing
from django.core.mail import EmailMessage
from django.urls import reverse

from issues.actor import signature
from issues.models import Letter
from issues.office_urls import absolute

SALT = "issues.stop-mail"


def build_message(letter: Letter) -> EmailMessage:
    return _mail(letter.recipient, letter.subject, _body(letter))


def build_daily_message(letters: list[Letter]) -> EmailMessage:
    if len(letters) == 1:
        return build_message(letters[0])
    parts = [f"【{n}】{letter.subject}\n\n{_body(letter)}" for n, letter in enumerate(letters, 1)]
    subject = f"动态参考：{len(letters)} 件事（每日汇总）"
    return _mail(letters[0].recipient, subject, "\n\n\n".join(parts))


def _body(letter: Letter) -> str:
    return f"{letter.text}\n\n打开：\n{absolute(letter.link)}"


def _mail(person: User, subject: str, text: str) -> EmailMessage:
    stop = stop_address(person)
    body = f"{signature(person)}，您好：\n\n{text}\n\n{_footer(stop)}\n"
    headers = {
        "List-Unsubscribe": f"<{stop}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        "Auto-Submitted": "auto-generated",
    }
    return EmailMessage(subject, body, settings.DEFAULT_FROM_EMAIL, [person.email], headers=headers)


def _footer(stop: str) -> str:
    return (
        "——\n本邮件由《动态参考》编审系统自动发送，请勿回复。\n"
        f"每天只收一封汇总：{absolute(reverse('mail_choice'))}\n"
        f"不再接收（无需登录）：{stop}"
    )


def stop_address(person: User) -> str:
    return absolute(reverse("stop_mail", args=[signing.dumps(person.pk, salt=SALT)]))


def read_stop(token: str) -> User | None:
    """The user who unsubscribes; None for a token that is not ours. A token is valid as long as the account exists."""
    try:
        return User.objects.filter(pk=signing.loads(token, salt=SALT)).first()
    except signing.BadSignature:
        return None
