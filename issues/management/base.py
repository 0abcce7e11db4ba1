"""What the commands share: an expected failure is one Chinese line on stderr and exit status 2."""

from django.contrib.auth.models import User
from django.core.management.base import CommandError

from issues.models import Issue


class Failure(CommandError):
    def __init__(self, reason: object) -> None:
        super().__init__(str(reason), returncode=2)


Failure.__name__ = "未完成"  # Django prints the class's name before the message


def issue_numbered(number: int) -> Issue:
    issue = Issue.objects.filter(number=number).select_related("edition").first()
    if issue is None:
        raise Failure(f"没有第{number}期")
    return issue


def user_named(username: str) -> User:
    user = User.objects.filter(username=username).first()
    if user is None:
        raise Failure(f"没有名为“{username}”的用户")
    return user
