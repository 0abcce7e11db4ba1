"""The error pages, by the cause of the refusal."""

from django.core.exceptions import DisallowedHost, RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

TOO_MUCH = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Without the request's context: no host, no session and no user may be looked at here."""
    return HttpResponse(render_to_string(_page(request, exception)), status=400)


def _page(request: HttpRequest, exception: Exception) -> str:
    if isinstance(exception, DisallowedHost):
        return "400_host.html"
    is_content = isinstance(exception, TOO_MUCH) or request.method == "POST"
    return "400.html" if is_content else "400_address.html"
