"""The static files as production has them: named by a hash of their content, and nothing else is loaded."""

import re
from collections.abc import Iterator

import pytest
from django.core.management import call_command
from playwright.sync_api import Page, Request, expect

from hospitals.models import HospitalNewsLink
from tests import factories
from tests.browser import chromium, page, sign_in

__all__ = ["chromium", "page"]

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]

OURS = re.compile(r"/static/admin/(?!js/).*\.js$")
HASHED = re.compile(r"/static/admin/(.*)\.[0-9a-f]{12}\.js$")


@pytest.fixture
def _collected(settings, tmp_path):
    """Served from where they were collected, without what WhiteNoise compresses."""
    settings.WHITENOISE_SKIP_COMPRESS_EXTENSIONS = ["js", "css", "svg", "txt", "html"]
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "digest.static_storage.StaticFilesStorage"},
    }
    call_command("collectstatic", verbosity=0, interactive=False, ignore_patterns=["ckeditor"])
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    settings.STATICFILES_DIRS = [tmp_path]


@pytest.fixture
def scripts(page: Page) -> Iterator[list[str]]:
    """Our own scripts that the browser has asked for, without the hash in their names."""
    loaded: list[str] = []
    errors: list[str] = []

    def note(request: Request) -> None:
        if match := HASHED.search(request.url):
            loaded.append(f"{match[1]}.js")
        elif OURS.search(request.url):
            errors.append(f"{request.url} has no hash")

    page.on("request", note)
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: errors.append(str(error)))
    yield loaded
    assert errors == []


@pytest.mark.usefixtures("_collected")
def test_modules_are_loaded_by_their_hashed_names(page, live_server, scripts, editor):
    issue = factories.issue_of(factories.document(), editor)
    sign_in(page.context, editor, live_server.url)

    page.goto(f"{live_server.url}/admin/issues/issue/{issue.pk}/review/")
    page.keyboard.press("n")
    expect(page.locator("#review-message")).to_have_text("没有改动。")
    assert {"review/page.js", "review/keys.js", "unsaved/records.js", "common/elements.js"} <= set(scripts)
    assert "compose/start.js" not in scripts

    scripts.clear()
    page.goto(f"{live_server.url}/admin/issues/issue/{issue.pk}/change/")
    assert {"compose/start.js", "compose/order.js", "open_forms/start.js"} <= set(scripts)

    scripts.clear()
    page.goto(
        f"{live_server.url}/admin/hospitals/hospitalnewslink/{HospitalNewsLink.objects.first().pk}/change/"
    )
    assert {"review/entry_form.js", "review/saving/forms.js", "unsaved/form_guard.js"} <= set(scripts)
    assert not [name for name in scripts if name.startswith(("review/quoting/", "review/keys"))]
