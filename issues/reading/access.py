"""Checks at every request who may read: signed-in staff, or with READING_IS_PUBLIC everybody."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, cast

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from issues.reading.unavailable import Unavailable

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


def readers_only(view: View[P]) -> View[P]:
    """Allows readers only. A public page never reads the session, so it needs no query and does not vary by cookie."""

    @login_not_required
    @require_safe
    @wraps(view)
    def guarded(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if not settings.READING_IS_PUBLIC and not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        try:
            response = view(request, *args, **kwargs)
        except Unavailable as gone:
            response = render(request, gone.template_name, gone.context, status=410)
        response.headers["Cache-Control"] = (
            "public, no-cache" if settings.READING_IS_PUBLIC else "private, no-cache"
        )
        return _without_body(response) if request.method == "HEAD" else response

    return cast("View[P]", guarded)


def _without_body(response: HttpResponseBase) -> HttpResponseBase:
    """The response to HEAD: not every WSGI server drops the body."""
    bare = HttpResponse(status=response.status_code, headers=dict(response.items()))
    if isinstance(response, HttpResponse) and response.status_code == 200:
        bare.headers["Content-Length"] = str(len(response.content))
    response.close()
    return bare
