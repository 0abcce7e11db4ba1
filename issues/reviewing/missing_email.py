"""Finds users who work on issues but get no mail, because their account has no address. The dashboard warns them and the
managers of accounts. Users who chose to get no mail are left out."""

from dataclasses import dataclass

from django.contrib.auth.models import User
from django.db.models import QuerySet
from django.urls import reverse

from issues.actor import signature
from issues.mail.configured import mail_is_configured
from issues.models import MailChoice
from issues.reviewing.people import users_with_permission

NAMED = 5


@dataclass(frozen=True, slots=True)
class EmailWarning:
    """A sentence for the front page, with a link in it where there is something to do."""

    before: str
    link: str = ""
    link_text: str = ""
    after: str = ""


def users_without_email() -> "QuerySet[User]":
    return (
        users_with_permission("view_issue").filter(email="").exclude(mail_choice__when=MailChoice.When.NEVER)
    )


def lacks_email(user: User) -> bool:
    """Asks the database only about those without an address."""
    return not user.email and users_without_email().filter(pk=user.pk).exists()


def email_warnings(user: User) -> list[EmailWarning]:
    """Where no mail is sent at all, administrators read so in `dashboard.tasks.problems_for`."""
    if not mail_is_configured():
        not_sent = EmailWarning("本站没有设置邮件发送，您收不到邮件通知；待办只列在这一页。")
        return [] if user.is_superuser else [not_sent]
    manages_accounts = user.has_perm("auth.change_user")
    own = [_own_warning()] if lacks_email(user) else []
    others = list(users_without_email().exclude(pk=user.pk).order_by("pk")) if manages_accounts else []
    return own + ([_warning_about(others)] if others else [])


def _own_warning() -> EmailWarning:
    return EmailWarning(
        "您的账号没有填邮箱，收不到邮件通知；待办只列在这一页。请",
        link=reverse("own_email"),
        link_text="填写您的邮箱",
        after="。",
    )


def _warning_about(people: list[User]) -> EmailWarning:
    names = "、".join(signature(person) for person in people[:NAMED])
    more = f"等 {len(people)} 人" if len(people) > NAMED else ""
    return EmailWarning(
        f"{names}{more}没有填邮箱，收不到邮件通知，请到",
        link=f"{reverse('admin:auth_user_changelist')}?reached=no",
        link_text="账号",
        after="里补填，或请本人在“账号”页填写。",
    )
