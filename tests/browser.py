"""A real Chromium for tests marked `browser`; import the fixtures `chromium` and `page` to use them."""

import os
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

_NAMES = ["chromium", "chromium-browser", "google-chrome", "chrome"]


def _executable() -> str:
    """BROWSER_PATH, or the first browser on the PATH. Without one a test fails: a skip proves nothing."""
    found = os.environ.get("BROWSER_PATH") or next(filter(None, map(shutil.which, _NAMES)), None)
    if not found:
        pytest.fail(
            f"浏览器测试需要 Chromium：请安装，或用 BROWSER_PATH 指明其路径（已找过 {'、'.join(_NAMES)}）"
        )
    return found


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
