"""A real Chromium for tests marked `browser`; import the fixtures `chromium` and `page` to use them."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tools.needs import find_chromium


def _executable() -> str:
    """Without a browser a test fails: a skip proves nothing."""
    return find_chromium() or pytest.fail("浏览器测试需要 Chromium：请安装，或用环境变量 CHROMIUM 指明其路径")


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with pytest.MonkeyPatch.context() as environment, sync_playwright() as playwright:
        # Playwright keeps an event loop in this thread, where Django would then refuse to flush the database.
        environment.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        browser = playwright.chromium.launch(executable_path=_executable())
        yield browser
        browser.close()


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(locale="zh-CN")
    yield context.new_page()
    context.close()
