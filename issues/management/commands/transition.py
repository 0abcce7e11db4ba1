from argparse import ArgumentTypeError
from typing import Any

from django.core.management.base import CommandParser

from issues.actor import acting_as
from issues.fields.datetimes import parse_local_datetime
from issues.management import base
from issues.management.base import Failure, issue_numbered, user_named
from issues.workflow.transitions import MANUAL_ACTIONS, ActionRefused, perform

NAMED = "、".join(f"{key}（{action.label}）" for key, action in MANUAL_ACTIONS.items())
NEED_NOTE = "、".join(action.label for action in MANUAL_ACTIONS.values() if action.needs_note)


def known_action(key: str) -> str:
    if key not in MANUAL_ACTIONS:
        raise ArgumentTypeError(f"没有“{key}”这个操作，可用：{NAMED}")
    return key


class Command(base.Command):
    help = "对一期做流程中的一步操作，如送审、审核通过、发布。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("number", type=int, metavar="期号", help="如：12")
        parser.add_argument("action", type=known_action, metavar="操作", help=NAMED)
        parser.add_argument("--by", required=True, metavar="用户名", help="由谁操作")
        parser.add_argument("--at", metavar="时间", help="定时发布的时间，如：2026-04-01T09:00")
        parser.add_argument("--note", default="", metavar="说明", help=f"{NEED_NOTE}时必填")

    def handle(self, *, number: int, action: str, by: str, note: str, at: str | None, **options: Any) -> None:
        issue, user = issue_numbered(number), user_named(by)
        try:
            with acting_as(user):
                perform(issue, action, by=user, note=note, at=parse_local_datetime(at or ""))
        except ActionRefused as error:
            raise Failure(error) from None
        self.stdout.write(f"{issue}：{MANUAL_ACTIONS[action].label}，现在是“{issue.standing}”")
