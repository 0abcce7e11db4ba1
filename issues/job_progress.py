"""Reports the progress of a long request to the page that waits for its answer.

The page names its job (`static/admin/jobs/`: a token of its own, in the address or among what it posts) and asks
`/admin/jobs/<token>/` meanwhile. Long work reports its current step; if no page waits, a report does nothing.
"""

import re
import time
from collections.abc import Callable
from contextvars import ContextVar

from django.core.cache import caches
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_GET

FIELD = "job"
TOKEN = re.compile(r"[0-9a-f]{32}")
SECONDS_STORED = 600
"""Seconds for which a report can be read."""
PAUSE = 0.3
"""Minimum seconds between two reports: each of them writes a file."""

_waiting: ContextVar["Job | None"] = ContextVar("waiting", default=None)


class Job:
    """One request and the page that waits for it. The posted data is read only when there is something to report,
    because by then the view has read it."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request
        self.reported_at = 0.0

    def report(self, text: str, *, is_done: bool = False) -> None:
        now = time.monotonic()
        if is_done or now - self.reported_at >= PAUSE:
            self.reported_at = now
            if key := self._key():
                caches["jobs"].set(key, {"text": text, "is_done": is_done}, SECONDS_STORED)

    def _key(self) -> str:
        token = self.request.GET.get(FIELD) or self.request.POST.get(FIELD) or ""
        return key_of(self.request, token) if TOKEN.fullmatch(token) else ""


def report(text: str) -> None:
    """Reports what the current request is doing, in Chinese; the page shows this text unchanged."""
    if job := _waiting.get():
        job.report(text)


def key_of(request: HttpRequest, token: str) -> str:
    """The key includes the user, so that guessing another user's token reveals nothing."""
    return f"{request.user.pk}-{token}"


class JobProgressMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        # The user is read only where a page may wait, so that a public page never reads the session.
        is_plain = request.method in ("GET", "HEAD") and FIELD not in request.GET
        if is_plain or not request.user.is_authenticated:
            return self.get_response(request)
        before = _waiting.set(job := Job(request))
        try:
            response = self.get_response(request)
        finally:
            _waiting.reset(before)
        # A download does not load a new page, so the page that waits is notified when it ends.
        if response.get("Content-Disposition", "").startswith("attachment"):
            job.report("", is_done=True)
        return response


@require_GET
def job_progress(request: HttpRequest, token: str) -> JsonResponse:
    """`text` is empty until something is reported."""
    reported = caches["jobs"].get(key_of(request, token)) if TOKEN.fullmatch(token) else None
    return JsonResponse(reported or {"text": "", "is_done": False})
