"""Whoever waits longer than half a second sees that something is happening."""

import re

import pytest
from playwright.sync_api import Page, Route, expect

from tests import cast, factories
from tests.browser import chromium, page, sign_in

__all__ = ["chromium", "page"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]


WATCH = """new MutationObserver(() => document.querySelectorAll(".job").forEach((line) => window.seen(line.textContent)))
  .observe(document, { childList: true, characterData: true, subtree: true })"""


@pytest.fixture
def seen(page: Page) -> list[str]:
    """What the line of the wait has said. A page that is about to be left answers no questions itself."""
    texts: list[str] = []
    page.expose_function("seen", lambda text: texts.append(text))
    page.add_init_script(WATCH)
    return texts


def hold(page: Page, pattern: str, seconds: float) -> None:
    """The answer to these requests takes so long."""

    def let_go(route: Route) -> None:
        page.wait_for_timeout(seconds * 1000)
        route.continue_()

    page.route(re.compile(pattern), let_go)


@pytest.fixture
def composing(page, seen, live_server):
    editor = cast.editor()
    issue = factories.issue_of(factories.document(), editor)
    sign_in(page.context, editor, live_server.url)
    page.goto(f"{live_server.url}/admin/issues/issue/{issue.pk}/change/")
    return page


def test_preview_of_the_pdf_opens_a_page_that_gives_way_to_it(composing):
    with composing.expect_popup() as opened:
        composing.get_by_role("link", name="预览 PDF").click()
    waiting = opened.value
    waiting.wait_for_url(re.compile(r"preview\.pdf\?job=[0-9a-f]{32}$"))


def test_slow_step_says_what_it_is_doing_and_for_how_long(composing, seen):
    hold(composing, r"/workflow/", 2)
    composing.get_by_text("送审…").first.click()
    composing.get_by_role("button", name="确认送审").click()
    expect(composing.locator(".messagelist")).to_be_visible(timeout=20_000)
    assert [text for text in seen if re.fullmatch(r"正在处理“确认送审”……已用 \d+ 秒", text)]
    expect(composing.locator(".job")).to_have_count(0)


def test_download_takes_its_line_away_when_it_has_come(composing, seen):
    hold(composing, r"/export/", 2)
    composing.get_by_text("导出…").click()
    with composing.expect_download():
        composing.get_by_role("link", name="Word").click()
    expect(composing.locator(".job")).to_have_count(0, timeout=20_000)
    assert [text for text in seen if text.startswith("正在生成 Word……已用 ")]
