"""Who does the institute's work and gets no letters, because nobody wrote down an address: told to them and to whoever
keeps the accounts. Who wants no letters is left alone."""

from django.contrib.auth.models import User
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.html import format_html

from issues.actor import signature
from issues.mail.configured import mail_is_configured
from issues.models import MailChoice
from issues.reviewing.people import users_with_permission

NAMED = 5


def users_without_address() -> "QuerySet[User]":
    return (
        users_with_permission("view_issue").filter(email="").exclude(mail_choice__when=MailChoice.When.NEVER)
    )


def lacks_address(user: User) -> bool:
    """Asks the database only about those without an address."""
    return not user.email and users_without_address().filter(pk=user.pk).exists()


def told_unreachable(user: User) -> list[str]:
    """For the front page; safe HTML. Where no mail goes out, administrators are told so by `desk.waiting`."""
    if not mail_is_configured():
        return [] if user.is_superuser else ["本站没有设置邮件发送，您收不到邮件通知；待办只列在这一页。"]
    keeps_accounts = user.has_perm("auth.change_user")
    own = [_own()] if lacks_address(user) else []
    others = list(users_without_address().exclude(pk=user.pk).order_by("pk")) if keeps_accounts else []
    return own + ([_others(others)] if others else [])


def _own() -> str:
    told = "您的账号没有填邮箱，收不到邮件通知；待办只列在这一页。"
    return format_html('{}请<a href="{}">填写您的邮箱</a>。', told, reverse("own_email"))


def _others(people: list[User]) -> str:
    names = "、".join(signature(person) for person in people[:NAMED])
    return format_html(
        '{}{}没有填邮箱，收不到邮件通知，请到<a href="{}">账号</a>里补填，或请本人在“账号”页填写。',
        names,
        f"等 {len(people)} 人" if len(people) > NAMED else "",
        f"{reverse('admin:auth_user_changelist')}?reached=no",
    )
