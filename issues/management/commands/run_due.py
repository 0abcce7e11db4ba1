import signal
from threading import Event
from typing import Any

from django.core.management.base import CommandParser

from issues.clock.running import PAUSE, run_jobs, run_until_stopped
from issues.management import base


class Command(base.Command):
    help = (
        "做到期的事：定时发布、截止日期的提醒、发送和重发通知邮件、每日汇总。"
        "由 cron 或 systemd 每分钟运行一次；--loop 则一直运行。"
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--loop", action="store_true", help=f"一直运行，每 {PAUSE} 秒做一遍，收到 SIGTERM 时退出"
        )

    def handle(self, *, loop: bool, **options: Any) -> None:
        stop = Event()
        if loop:
            self._loop(stop)
            return
        for line in run_jobs(stop.is_set):
            self._write(line)

    def _loop(self, stop: Event) -> None:
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stop.set())
        run_until_stopped(stop, self._write)
        self.stdout.write("已停止")

    def _write(self, line: str) -> None:
        """At once, also where the output is a pipe."""
        self.stdout.write(line)
        self.stdout.flush()
