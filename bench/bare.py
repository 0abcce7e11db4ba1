"""The site with two additional bare views, and a published issue to read."""

from pathlib import Path

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.urls import include, path

CONTENT = b""


@login_not_required
def view(request: HttpRequest) -> HttpResponse:
    return HttpResponse(CONTENT)


def view_behind_login(request: HttpRequest) -> HttpResponse:
    return HttpResponse(CONTENT)


urlpatterns = [
    path("bare/", view),
    path("bare-behind-login/", view_behind_login),
    path("", include("digest.urls")),
]


def publish(source: str) -> tuple[int, str]:
    """Publish the issue of this file, or an invented one; its number and the cookie of a reader."""
    from django.contrib.auth.models import User
    from django.test import Client

    from issues.document import loading
    from tests.issues.reading import factories

    people = [User.objects.create_superuser(name) for name in ("editor", "reviewer")]
    document = loading.loads(Path(source).read_bytes()) if source else factories.realistic_document()
    factories.published_issue(document, editor=people[0], reviewer=people[1])
    client = Client()
    client.force_login(User.objects.create_user("reader"))
    return document.number, "; ".join(f"{name}={morsel.value}" for name, morsel in client.cookies.items())
