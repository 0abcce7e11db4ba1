"""The static files as production has them: named by a hash of their content, and nothing else is loaded."""

import re

import pytest
from django.core.management import call_command
from playwright.sync_api import Page, expect

from tests import factories
from tests.browser import chromium, page, sign_in

__all__ = ["chromium", "page"]

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]

HASHED = re.compile(r"\.[0-9a-f]{12}\.js$")


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
def scripts(page: Page) -> list[str]:
    """Addresses of our own scripts that the browser asks for, and errors in its console."""
    loaded: list[str] = []
    page.on(
        "request", lambda request: loaded.append(request.url) if "/static/admin/" in request.url else None
    )
    page.on("console", lambda message: loaded.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: loaded.append(str(error)))
    return loaded


@pytest.mark.usefixtures("_collected")
def test_modules_are_loaded_by_their_hashed_names(page, live_server, scripts, editor):
    issue = factories.issue_of(factories.document(), editor)
    sign_in(page.context, editor, live_server.url)
    page.goto(f"{live_server.url}/admin/issues/issue/{issue.pk}/review/")
    page.keyboard.press("n")
    expect(page.locator("#review-message")).to_have_text("没有改动。")
    modules = [url for url in scripts if not url.endswith(".css")]
    assert {url.rsplit("/", 1)[0].removeprefix(f"{live_server.url}/static/admin/") for url in modules} >= {
        "review",
        "unsaved",
        "common",
        "jobs",
    }
    assert [url for url in modules if not HASHED.search(url)] == []
