import logging
import signal
from threading import Event
from typing import Any

from django.core.management.base import CommandParser
from django.db import DatabaseError, close_old_connections

from issues.dashboard.reminders import send_reminders
from issues.mail.delivery import clean_up, deliver
from issues.management import base
from issues.models import EntryRevision, Heartbeat
from issues.workflow.schedule import publish_due

log = logging.getLogger(__name__)
PAUSE = 30  # seconds


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
            self._keep_going(stop)
        else:
            self._round(stop)

    def _keep_going(self, stop: Event) -> None:
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stop.set())
        while not stop.is_set():
            self._try_round(stop)
            stop.wait(PAUSE)
        self.stdout.write("已停止")

    def _try_round(self, stop: Event) -> None:
        """Whatever goes wrong, the next round is another try."""
        close_old_connections()
        try:
            self._round(stop)
        except DatabaseError as error:
            log.warning("连不上数据库，稍后再试：%s", error)
        except Exception:
            log.exception("这一遍没有做完，稍后再试")
        close_old_connections()

    def _round(self, stop: Event) -> None:
        Heartbeat.beat()
        for told in publish_due(is_stopping=stop.is_set):
            self._say(told)
        if not stop.is_set():
            if written := send_reminders():
                self._say(f"写了 {written} 封截止日期的提醒")
            if sent := deliver():
                self._say(f"发送 {sent} 封邮件")
            clean_up()
            EntryRevision.objects.all().drop_expired()

    def _say(self, told: str) -> None:
        self.stdout.write(told)
        self.stdout.flush()
