"""What the commands share: an expected failure is one Chinese line on stderr and exit status 2."""

import os
import sys
from pathlib import Path
from typing import Any

from django.contrib.auth.models import User
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError

from issues.management.argument_words import speak_chinese
from issues.models import Issue
from issues.richtext.characters import controls_in


class Failure(CommandError):
    def __init__(self, reason: object) -> None:
        super().__init__(str(reason), returncode=2)


class Command(BaseCommand):
    """Base of our commands: errors of the database and of files are one line, too."""

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        parser = super().create_parser(prog_name, subcommand, **kwargs)
        speak_chinese(parser)
        return parser

    def execute(self, *args: Any, **options: Any) -> str | None:
        """Writes the message of a `Failure` alone; Django would put the name of the class before it."""
        try:
            return self._execute(*args, **options)
        except Failure as failure:
            if options.get("traceback") or not self._called_from_command_line:  # type: ignore[attr-defined]  # Django sets it
                raise
            self.stderr.write(f"没有完成：{failure}")
            sys.exit(failure.returncode)

    def _execute(self, *args: Any, **options: Any) -> str | None:
        for name, value in options.items():
            for item in value if isinstance(value, list) else [value]:
                if isinstance(item, str | Path) and (odd := controls_in(str(item))):
                    raise Failure(f"{name} 里有不该有的字符（U+{ord(odd[0]):04X}）；命令行和文件名要用 UTF-8")
        try:
            return super().execute(*args, **options)
        except BrokenPipeError:  # the reader of our output has closed it, as `head` does
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return None
        except DatabaseError as error:
            raise Failure(
                f"连不上数据库，或还没有建表。请检查 DATABASE_URL，并运行 manage.py migrate：{error}"
            ) from error
        except OSError as error:
            raise Failure(f"不能读写文件 {error.filename or ''}，请检查文件名、文件夹和权限") from error


def issue_numbered(number: int) -> Issue:
    issue = Issue.objects.filter(number=number).select_related("edition").first()
    if issue is None:
        raise Failure(f"没有第{number}期")
    return issue


def user_named(username: str) -> User:
    user = User.objects.filter(username=username).first()
    if user is None:
        raise Failure(f"没有用户名是“{username}”的账号")
    return user
