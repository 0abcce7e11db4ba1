"""Wraps the application of the live server: a test that ends closes it, so that no request runs while the database is
emptied.

A page that closes still sends a request; on PostgreSQL that request and the emptying can wait for each other.
"""

from collections.abc import Callable, Iterable
from threading import Condition
from typing import Any

TIMEOUT = 30
"""Seconds that a request may still take when its test has ended."""


class RequestGate:
    def __init__(self, application: Callable[..., Iterable[bytes]]) -> None:
        self.application = application
        self._changed = Condition()
        self._running = 0
        self._is_closed = False

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> list[bytes]:
        with self._changed:
            if self._is_closed:
                start_response("204 No Content", [])  # no error on a page that is still open
                return []
            self._running += 1
        try:
            return self._answer(environ, start_response)
        finally:
            with self._changed:
                self._running -= 1
                self._changed.notify_all()

    def _answer(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> list[bytes]:
        response = self.application(environ, start_response)
        try:
            return list(response)
        finally:
            if close := getattr(response, "close", None):
                close()

    def close(self) -> None:
        """Refuses new requests, and waits for those that are running."""
        with self._changed:
            self._is_closed = True
            assert self._changed.wait_for(lambda: not self._running, TIMEOUT), (
                "一个请求在测试结束后仍没有完成"
            )
