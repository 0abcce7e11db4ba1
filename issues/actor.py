"""The current actor: who is signed in, or whom a command acts for. The guard reads it, so no caller has to pass it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

_find_actor: ContextVar[Callable[[], Any]] = ContextVar("_find_actor", default=lambda: None)


def current_actor() -> User | None:
    """The signed-in user of this request, the user given to `acting_as`, or None."""
    actor = _find_actor.get()()
    return actor if isinstance(actor, User) or getattr(actor, "is_authenticated", False) else None


@contextmanager
def acting_as(user: User | None) -> Iterator[None]:
    token = _find_actor.set(lambda: user)
    try:
        yield
    finally:
        _find_actor.reset(token)


def signed_in(request: HttpRequest) -> User:
    """The user of this request. Raises `PermissionDenied` where nobody is signed in."""
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user


def signature(user: User) -> str:
    """The name as signed: 姓 and 名 without a blank between them; the user name where there is none."""
    return f"{user.last_name}{user.first_name}".replace(" ", "") or user.get_username()


class ActorMiddleware:
    """Reads `request.user` only if something is written: a page that only reads costs no query."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        token = _find_actor.set(lambda: request.user)
        try:
            return self.get_response(request)
        finally:
            _find_actor.reset(token)
