"""The door of the live server: shut when a test ends, so that nobody is inside while its database is emptied.

A page that closes still reports that it does; on PostgreSQL such a request and the emptying can wait for each other.
"""

from collections.abc import Callable, Iterable
from threading import Condition
from typing import Any

LONGEST = 30
"""Seconds that a request may take which a test left behind."""


class Door:
    def __init__(self, application: Callable[..., Iterable[bytes]]) -> None:
        self.application = application
        self._changed = Condition()
        self._inside = 0
        self._is_shut = False

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> list[bytes]:
        with self._changed:
            if self._is_shut:
                start_response("204 No Content", [])  # a page that is still open has nothing to complain of
                return []
            self._inside += 1
        try:
            return self._answer(environ, start_response)
        finally:
            with self._changed:
                self._inside -= 1
                self._changed.notify_all()

    def _answer(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> list[bytes]:
        response = self.application(environ, start_response)
        try:
            return list(response)
        finally:
            if close := getattr(response, "close", None):
                close()

    def shut(self) -> None:
        """Let nobody in, and wait for those inside."""
        with self._changed:
            self._is_shut = True
            assert self._changed.wait_for(lambda: not self._inside, LONGEST), "一个请求在测试结束后仍没有完成"
