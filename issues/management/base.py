"""What the commands share: an expected failure is one Chinese line on stderr and exit status 2."""

import os
import sys
from typing import Any

from django.contrib.auth.models import User
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from issues.models import Issue
from issues.richtext.characters import controls_in


class Failure(CommandError):
    def __init__(self, reason: object) -> None:
        super().__init__(str(reason), returncode=2)


Failure.__name__ = "未完成"  # Django prints the class's name before the message


class Command(BaseCommand):
    """Base of our commands: also what the machine refuses is one line."""

    def execute(self, *args: Any, **options: Any) -> str | None:
        for name, value in options.items():
            if isinstance(value, str) and (odd := controls_in(value)):
                raise Failure(f"--{name} 里有不该有的字符（U+{ord(odd[0]):04X}）；命令行要用 UTF-8")
        try:
            return super().execute(*args, **options)
        except BrokenPipeError:  # whoever read our output has seen enough
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return None
        except DatabaseError as error:
            raise Failure(f"数据库不能用（先运行 migrate 了吗？）：{error}") from error
        except OSError as error:
            raise Failure(f"读写文件失败：{error.filename or ''}：{error.strerror or error}") from error


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
