"""Guessing passwords is slow: after ten failures a username is locked for one address, for a quarter of an hour."""

from typing import Any

from axes.backends import AxesStandaloneBackend
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache


class Throttle(AxesStandaloneBackend):  # type: ignore[misc]
    """Runs before the backend that checks passwords, and only for a user who signs in over the network: without a request
    (a shell, the test client) there is no address to lock."""

    def authenticate(self, request: HttpRequest | None, **credentials: Any) -> None:
        if request is not None:
            super().authenticate(request, **credentials)


def address(request: HttpRequest) -> str | None:
    return request.META.get("REMOTE_ADDR")


@never_cache
def locked_out(request: HttpRequest, response: HttpResponse, credentials: dict[str, Any]) -> HttpResponse:
    """Instead of the sign-in page, the reader's and the admin's alike."""
    return render(request, "registration/locked.html", status=429)
