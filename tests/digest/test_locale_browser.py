"""What the scripts of the libraries write into the page."""

import pytest
from playwright.sync_api import expect

from tests.browser import chromium, page, sign_in

__all__ = ["chromium", "page"]

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]


def test_the_calendar_reads_as_a_chinese_one(page, live_server, editor):
    sign_in(page.context, editor, live_server.url)
    page.goto(f"{live_server.url}/admin/issues/issue/add/")
    page.fill("#id_date", "2026-11-30")
    page.locator("#calendarlink0").click()
    expect(page.locator("#calendarin0 caption")).to_have_text("2026年11月")
    assert page.locator("#calendarin0 th").all_inner_texts() == list("一二三四五六日")
    page.locator("#calendarbox0 .calendarnav-next").click()
    expect(page.locator("#calendarin0 caption")).to_have_text("2026年12月")
