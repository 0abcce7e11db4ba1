"""A real Chromium for tests marked `browser`; import the fixtures `chromium` and `page` to use them."""

from collections.abc import Iterator

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tools.needs import find_chromium


def _executable() -> str:
    """Without a browser a test fails: a skip proves nothing."""
    return find_chromium() or pytest.fail("浏览器测试需要 Chromium：请安装，或用环境变量 CHROMIUM 指明其路径")


@pytest.fixture(scope="module")
def chromium(django_db_setup: None) -> Iterator[Browser]:
    migrated = getattr(connection, "_test_serialized_contents", None)
    with pytest.MonkeyPatch.context() as environment, sync_playwright() as playwright:
        # Playwright keeps an event loop in this thread, where Django would then refuse to flush the database.
        environment.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        # In such a thread Django opens connections again, which know nothing of the rows that migrations made.
        if migrated:
            connection._test_serialized_contents = migrated
        browser = playwright.chromium.launch(executable_path=_executable())
        yield browser
        browser.close()


def open_context(chromium: Browser, *, scripts: bool = True) -> BrowserContext:
    """Without movement: what still glides is not where the pointer was aimed at."""
    return chromium.new_context(locale="zh-CN", reduced_motion="reduce", java_script_enabled=scripts)


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    context = open_context(chromium)
    yield context.new_page()
    context.close()


def sign_in(context: BrowserContext, user: User, site: str) -> None:
    """Without the form, which has tests of its own."""
    client = Client()
    client.force_login(user)
    context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": site}])
