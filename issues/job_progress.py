"""How far a request is that takes its time, for the page that waits for the answer.

The page names its job (`static/admin/jobs/`: a token of its own, in the address or among what it posts) and asks
`/admin/jobs/<token>/` meanwhile. Work that takes long reports what it is at; without anybody waiting that costs nothing.
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
"""Seconds for which a report is there to be read."""
PAUSE = 0.3
"""Seconds between two reports at the least: each is a file written."""

_waiting: ContextVar["Job | None"] = ContextVar("waiting", default=None)


class Job:
    """One request, and whoever waits for it. What was posted is looked at only when there is something to report:
    by then the view has read it."""

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
    """Says what the request at hand is doing, in Chinese; it is shown as it stands."""
    if job := _waiting.get():
        job.report(text)


def key_of(request: HttpRequest, token: str) -> str:
    """Whoever guesses another person's token learns nothing."""
    return f"{request.user.pk}-{token}"


class JobProgressMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        # Who asks is looked at only where somebody may wait: a public page never reads the session.
        is_plain = request.method in ("GET", "HEAD") and FIELD not in request.GET
        if is_plain or not request.user.is_authenticated:
            return self.get_response(request)
        before = _waiting.set(job := Job(request))
        try:
            response = self.get_response(request)
        finally:
            _waiting.reset(before)
        # A download leaves the page where it is, which has to hear that it came.
        if response.get("Content-Disposition", "").startswith("attachment"):
            job.report("", is_done=True)
        return response


@require_GET
def job_progress(request: HttpRequest, token: str) -> JsonResponse:
    """`text` is empty while nothing was reported."""
    reported = caches["jobs"].get(key_of(request, token)) if TOKEN.fullmatch(token) else None
    return JsonResponse(reported or {"text": "", "is_done": False})
